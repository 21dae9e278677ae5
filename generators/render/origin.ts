/**
 * Where a generated line comes from: a place in stack.yaml, a default of the language, or a
 * rule that joins the layers. Recorded with every leaf from the first template on, so that
 * `explain site.conf:42` can answer, as source maps do for compiled code.
 */
import type { Written } from "../plan/plan.ts";
import type { RuleId } from "../rules.ts";

export type Origin =
  | { readonly kind: "yaml"; readonly path: string }
  | { readonly kind: "default"; readonly path: string }
  | { readonly kind: "rule"; readonly id: RuleId };

/** One object for each place, so that lines of the same origin are told apart by identity. */
const known = new WeakMap<Written, Map<string, Origin>>();

/** The origin of what stands at `path` (path text): written by the user, else the language's default. */
export function originOf(written: Written, path: string): Origin {
  const places = known.get(written) ?? new Map<string, Origin>();
  known.set(written, places);
  const origin = places.get(path) ?? findOrigin(written, path);
  places.set(path, origin);
  return origin;
}

function findOrigin(written: Written, path: string): Origin {
  const own = written[path];
  if (own !== undefined) return { kind: "yaml", path: own.path };
  for (let above = parentOf(path); above !== ""; above = parentOf(above)) {
    const entry = written[above];
    if (entry?.whole) return { kind: "yaml", path: entry.path };
    if (entry !== undefined) break;
  }
  return { kind: "default", path };
}

const rules = new Map<RuleId, Origin>();

/** One object for each rule, likewise. */
export function ruleOrigin(id: RuleId): Origin {
  const origin = rules.get(id) ?? { kind: "rule", id };
  rules.set(id, origin);
  return origin;
}

export function sameOrigin(a: Origin, b: Origin): boolean {
  return a === b || (a.kind === b.kind && subjectOf(a) === subjectOf(b));
}

/** One line of text that names an origin: `yaml web.limits.body`, `rule X3`. */
export function originKey(origin: Origin): string {
  return `${origin.kind} ${subjectOf(origin)}`;
}

function subjectOf(origin: Origin): string {
  return origin.kind === "rule" ? origin.id : origin.path;
}

function parentOf(path: string): string {
  if (path.endsWith("]")) return path.slice(0, path.lastIndexOf("["));
  return path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("]") + 1, 0));
}

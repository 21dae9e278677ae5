/** What makes an app, by the names of the libraries themselves, as each framework's layer states them. */
import type { Calls } from "../../generators/framework/detect/detection.ts";
import type { FrameworkLayer } from "../../generators/layer.ts";
import type { FrameworkName, Interface } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";

/** An app of this framework, or what holds one. */
export type Kind = {
  readonly framework: FrameworkName;
  readonly isApp: boolean;
  /** That of what holds it. */
  readonly attribute: string | null;
};

/** Those of their own first: any callable of an interface is what is left. */
const FRAMEWORKS = ownFirst(Object.values(registry.framework));

function ownFirst(layers: readonly FrameworkLayer[]): readonly FrameworkLayer[] {
  return [...layers.filter(({ detect }) => !detect.isBare), ...layers.filter(({ detect }) => detect.isBare)];
}

export function appKind(framework: FrameworkName): Kind {
  return { framework, isApp: true, attribute: null };
}

/** What serves any callable of an interface. */
function bareOf(spoken: Interface): FrameworkName | null {
  return FRAMEWORKS.find(({ detect, offers }) => detect.isBare && offers[0] === spoken)?.name ?? null;
}

/** The same for an app that is inside another callable: the first of its interfaces that any callable may have. */
export function bareAround(framework: FrameworkName): FrameworkName | null {
  return registry.framework[framework].offers.map(bareOf).find((name) => name !== null) ?? null;
}

/** Last parts that several libraries use: only an import tells whose they are. */
const SHARED = new Set(["App", "API", "Application", "GraphQL", "mount", "get_app", "make_app", "loadapp", "default_app"]);

const BY_FULL_NAME = makersOf(FRAMEWORKS);
const BY_LAST_PART = new Map(
  [...BY_FULL_NAME].map(([name, kind]) => [lastPart(name), kind] as const).filter(([last]) => !SHARED.has(last)),
);

/** By full name. Of two that know a name the one of its own has it. */
export function makersOf(layers: readonly FrameworkLayer[]): ReadonlyMap<string, Kind> {
  return new Map(
    ownFirst(layers)
      .toReversed()
      .flatMap(({ name, detect }) => kindsIn(name, detect.calls)),
  );
}

function kindsIn(framework: FrameworkName, { makers, entryMakers, holders }: Calls): (readonly [string, Kind])[] {
  const entries = Object.entries(entryMakers).flatMap(([spoken, names]) => {
    const bare = bareOf(spoken as Interface) ?? framework;
    return names.map((name) => [name, appKind(bare)] as const);
  });
  const held = holders.map(({ maker, attribute }) => [maker, { framework, isApp: false, attribute }] as const);
  return [...makers.map((name) => [name, appKind(framework)] as const), ...entries, ...held];
}

export function kindOfMaker(name: string): Kind | null {
  return BY_FULL_NAME.get(name) ?? BY_LAST_PART.get(lastPart(name)) ?? null;
}

/** Attributes by which something gives the app that it holds. */
export const HELD_BY: ReadonlySet<string> = new Set([...BY_FULL_NAME.values()].flatMap(({ attribute }) => attribute ?? []));

/** A call at the end of an expression whose result is an app whatever it is called on. */
export function kindOfMethod(expression: string): Kind | null {
  return kindOfCall(expression, null);
}

/** The same, where it matters what it is called on. */
export function kindOfMethodOn(name: string, expression: string): Kind | null {
  return kindOfCall(expression, lastPart(name));
}

function kindOfCall(expression: string, on: string | null): Kind | null {
  const found = FRAMEWORKS.find(({ detect }) => detect.calls.methods.some(({ pattern, of }) => of === on && pattern.test(expression)));
  return found === undefined ? null : appKind(found.name);
}

/** A function that is an app itself, by its parameters. */
export function kindOfParameters(parameters: string): Kind | null {
  const found = FRAMEWORKS.find(({ detect }) => detect.parameters?.test(parameters));
  return found === undefined ? null : appKind(found.name);
}

/** a2wsgi and Starlette call it so in both directions: the inner app says which. */
const EITHER = /(?:Middleware|Middlewares)$/;

/** Undefined: no wrapper. Null: one of the interface that its inner app has. */
export function kindOfWrapper(name: string): FrameworkName | null | undefined {
  const last = lastPart(name);
  const found = FRAMEWORKS.find(({ detect }) => detect.calls.wrappers?.test(last));
  if (found !== undefined) return found.name;
  return EITHER.test(last) ? null : undefined;
}

/** Files that are there to be imported by a server. */
export const ENTRIES: Readonly<Record<string, FrameworkName>> = Object.fromEntries(
  FRAMEWORKS.flatMap(({ name, detect }) => (detect.entryFile === null ? [] : [[detect.entryFile, name]])),
);

/** Frameworks with a server of their own, which no WSGI or ASGI server can run: said by name. */
export const FOREIGN: readonly (readonly [library: string, pattern: RegExp])[] = [
  ["aiohttp", /^[ \t]*(?:from|import)[ \t]+aiohttp\.web\b|^[ \t]*from[ \t]+aiohttp[ \t]+import[ \t].*\bweb\b/m],
  ["Sanic", /^[ \t]*from[ \t]+sanic[ \t]+import[ \t].*\bSanic\b/m],
  ["Streamlit", /^[ \t]*(?:from|import)[ \t]+streamlit\b/m],
  ["Gradio", /^[ \t]*(?:from|import)[ \t]+gradio\b/m],
  ["NiceGUI", /^[ \t]*(?:from|import)[ \t]+nicegui\b/m],
  ["Robyn", /^[ \t]*(?:from|import)[ \t]+robyn\b/m],
  ["Twisted Web", /^[ \t]*(?:from|import)[ \t]+twisted\.web\b/m],
  ["http.server", /^[ \t]*(?:from|import)[ \t]+http\.server\b/m],
];

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

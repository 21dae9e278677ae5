/**
 * The link step between stacks: several artifacts that will live on one host.
 *
 * Each rule turns an artifact into claims; two artifacts clash where they make the same claim
 * differently, or one that only one stack can make. Spans are looked up only for a clash.
 */
import { type Diagnostic, type Label, sortDiagnostics } from "../../schema/diagnostic.ts";
import { parse } from "../../schema/parse.ts";
import { parsePath } from "../../schema/path.ts";
import { report } from "../../schema/report.ts";
import type { Source } from "../../schema/source.ts";
import type { Artifact } from "../artifact.ts";
import { registry } from "../registry.ts";
import type { Claim } from "./claims.ts";
import { claimsOf } from "./claims.ts";

export type Member = { readonly source: Source; readonly artifact: Artifact };

type Held = { readonly member: Member; readonly claim: Claim };

export function linkHost(members: readonly Member[]): readonly Diagnostic[] {
  const held = new Map<string, Held>();
  const found: Diagnostic[] = [];
  const paired = new Set<string>();
  for (const member of members) {
    for (const claim of claimsOf(member.artifact, registry)) {
      const first = held.get(claim.key);
      if (first === undefined) held.set(claim.key, { member, claim });
      else if (clashes(first, { member, claim }) && !namesakes(paired, first, { member, claim }))
        found.push(describe(first, { member, claim }));
    }
  }
  return sortDiagnostics(withoutRepeats(found));
}

/** Two ports may clash for the same reason, at the same two places. */
function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

/** A claim that two stacks may share must be made with the same value. */
function clashes(first: Held, second: Held): boolean {
  if (first.member === second.member) return false;
  return first.claim.value === null || second.claim.value === null || first.claim.value !== second.claim.value;
}

/** Stacks of the same name share all that follows from it: said once. */
function namesakes(paired: Set<string>, first: Held, second: Held): boolean {
  const pair = `${first.member.source.file}\n${second.member.source.file}`;
  if (paired.has(pair) && second.claim.follows) return true;
  if (second.claim.key.startsWith("name ")) paired.add(pair);
  return false;
}

function describe(first: Held, second: Held): Diagnostic {
  return report("host-clash", "link", labelOf(second).span, `two stacks of one host ${second.claim.fault}`, {
    related: [labelOf(first)],
    help: second.claim.help,
  });
}

function labelOf({ member, claim }: Held): Label {
  const { plan } = member.artifact;
  const path = plan.written[claim.at]?.path ?? claim.at;
  const tree = parse(member.source).value;
  const start = { line: 1, column: 1, offset: 0 };
  const span = tree === null ? { file: member.source.file, start, end: start } : tree.locate(parsePath(path));
  return { span, message: claim.message };
}

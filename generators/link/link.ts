/**
 * The link step: rules that join the layers. First *derive*: where one fact decides several
 * numbers, plan/ has computed them all from it. What is left here is for what a user forced by
 * hand or what cannot be. One file a cluster of rules, one row a rule.
 */
import type { Emit } from "../layer.ts";
import { chunkedUploads } from "./rules/chunked.ts";
import { noEffect } from "./rules/effects.ts";
import { exposedFolder } from "./rules/exposed.ts";
import { reservedName } from "./rules/names.ts";
import { nodeTooOld } from "./rules/node.ts";
import { edgeTimeout, keepaliveShort } from "./rules/times.ts";
import { edgeIsAnybody } from "./rules/trust.ts";
import { unitClash } from "./rules/units.ts";

export type LinkRule = { readonly id: string; check(emit: Emit): void };

export function link(emit: Emit): void {
  for (const rule of rules) rule.check(emit);
}

const rules: readonly LinkRule[] = [
  chunkedUploads,
  edgeIsAnybody,
  edgeTimeout,
  exposedFolder,
  keepaliveShort,
  noEffect,
  nodeTooOld,
  reservedName,
  unitClash,
];

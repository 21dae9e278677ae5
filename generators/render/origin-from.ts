/** A `From` (path text or rule) as the origin that a line is recorded with. */
import type { Written } from "../plan/plan.ts";
import type { From } from "../quote/quoter.ts";
import { type Origin, originOf, ruleOrigin } from "./origin.ts";

export function originFrom(written: Written, from: From): Origin {
  return typeof from === "string" ? originOf(written, from) : ruleOrigin(from.rule);
}

/** A request and the same with forged headers: whether they change what is answered. */
import type { Action } from "../../generators/probes/probe.ts";
import type { Answer } from "../exchange/read-answer.ts";
import { type Acted, type Site, send } from "./send.ts";

type Same = Extract<Action, { readonly kind: "same" }>;

/** Who refuses what is forged believes nothing of it. */
const REFUSED = [400, 401, 403, 421];

export async function answeredSame({ ask, forged, first }: Same, site: Site): Promise<Acted> {
  const plain = await send(ask, site);
  if (plain.kind !== "answered") return plain;
  if (first !== undefined && plain.answer?.status !== first)
    return { kind: "unasked", reason: `without forged headers it is answered ${statusOf(plain.answer)} to this address, not ${first}` };
  const claimed = await send({ ...ask, headers: [...(ask.headers ?? []), ...forged] }, site);
  if (claimed.kind !== "answered") return claimed;
  const faults = faultsOf(plain.answer, claimed.answer);
  return faults.length === 0 ? { kind: "ok" } : { kind: "failed", faults };
}

function faultsOf(plain: Answer | null, claimed: Answer | null): readonly string[] {
  if (claimed === null || REFUSED.includes(claimed.status)) return [];
  const [before, after] = [placeOf(plain), placeOf(claimed)];
  return [
    ...(plain?.status === claimed.status ? [] : [`forged headers made ${claimed.status} of ${statusOf(plain)}`]),
    ...(before === after ? [] : [`forged headers made it lead to ${after ?? "nowhere"}, not ${before ?? "nowhere"}`]),
  ];
}

const statusOf = (answer: Answer | null): string => String(answer?.status ?? "nothing");

/** Where it leads, but for the query: an app may put into it what it makes anew each time. */
function placeOf(answer: Answer | null): string | null {
  const value = answer?.fields.find(([name]) => name.toLowerCase() === "location")?.[1];
  return value === undefined ? null : (value.split("?")[0] ?? null);
}

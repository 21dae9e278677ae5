/**
 * The header ledger, Django's side: what the web server sends, Django does not (RULES F8).
 * Without web.headers.defaults Django keeps its own.
 */
import type { Emit } from "../../layer.ts";
import type { PythonQuoter } from "../../quote/python.ts";

export function headersView({ plan }: Emit, q: PythonQuoter) {
  const sent = new Map(plan.web.headers.set.map((header) => [header.name.toLowerCase(), header]));
  const frame = sent.get("x-frame-options");
  return {
    nosniff: sent.has("x-content-type-options"),
    referrer: sent.has("referrer-policy"),
    opener: sent.has("cross-origin-opener-policy"),
    frame: frame !== undefined,
    frameValue: q.literal(frame?.value ?? null, frame?.at ?? "web.headers.defaults"),
  };
}

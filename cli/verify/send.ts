/** One request of a probe's on its way: by the site's edge where it has one, and what came of it. */
import type { Ask, Probes } from "../../generators/probes/probe.ts";
import { type Exchanged, exchangeOn } from "../exchange/exchange.ts";
import { requestBytes } from "../exchange/request-bytes.ts";
import { asStranger, throughEdge } from "./edge.ts";
import { openSocket, portOf, type Way, wireOf, wordsOf } from "./way.ts";

/** What a site has that stackc itself started; null elsewhere. */
export type Inside = {
  /** The mirror's own. */
  readonly token: string;
  readonly gates: string;
  readonly maintenance: string;
};

export type Site = { readonly probes: Probes; readonly way: Way; readonly inside: Inside | null };

export type Outcome =
  | { readonly kind: "ok" }
  | { readonly kind: "failed"; readonly faults: readonly string[] }
  /** Nobody knows: said with the reason, and no failure. */
  | { readonly kind: "unasked"; readonly reason: string };

/** The site cannot be reached at all: nothing more need be asked. */
export type Unreachable = { readonly kind: "unreachable"; readonly reason: string };

export type Acted = Outcome | Unreachable | { readonly kind: "limited" };

export type Answered = Acted | { readonly kind: "answered"; readonly answer: Exchanged["answer"] };

const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ETIMEDOUT"]);

/** The way that this request takes: a stranger's is past the edge. */
export function wayOf({ past }: Ask, way: Way): Way {
  return past === undefined ? way : asStranger(past, way);
}

export async function send(ask: Ask, site: Site, look?: (body: Buffer) => void): Promise<Answered> {
  const way = wayOf(ask, site.way);
  const scheme = ask.scheme ?? way.scheme;
  const port = portOf(way, scheme);
  if (port === null) return { kind: "unasked", reason: `it is not known at which port the site speaks ${scheme}` };
  const request = requestBytes(throughEdge(ask, way), wordsOf(way, scheme));
  const { answer, fault } = await exchangeOn(openSocket(way, port, { ...ask, scheme: wireOf(way, scheme) }), request, {
    patienceMs: way.patienceMs,
    ...(look === undefined ? {} : { look }),
  });
  if (answer?.status === 429) return { kind: "limited" };
  if (answer === null && fault?.kind === "socket" && UNREACHABLE.has(fault.code ?? "")) {
    const reason = `${way.address} port ${port}: ${fault.message}`;
    // Nobody need listen on the other scheme's port; the site's own is what makes it a site.
    return { kind: scheme === way.scheme ? "unreachable" : "unasked", reason };
  }
  if (answer === null && fault !== null && fault.kind !== "socket")
    return { kind: "failed", faults: [fault.kind === "silent" ? `no answer in ${way.patienceMs / 1000} s` : fault.message] };
  return { kind: "answered", answer };
}

/**
 * The edge of a stack whose site is in a scratch folder. Nobody stands there, so the prober plays it, from an address
 * that the site was told to trust. It does what an edge does: says who its client is and by which scheme it came,
 * and passes on all else, forged or not.
 */
import type { Edge } from "../../generators/plan/plan.ts";
import type { Ask, Fields } from "../../generators/probes/probe.ts";
import type { Way } from "./way.ts";

export type Front = {
  /** The edge's own. */
  readonly address: string;
  readonly tls: Edge["tls"];
  readonly clientHeader: string;
};

/** All of 127.0.0.0/8 is this machine; the prober itself is 127.0.0.1. */
export const EDGE = "127.0.0.2";
const STRANGER = "127.0.0.3";
/** For documentation (RFC 5737): nobody's. */
const SOMEBODY = "203.0.113.66";

export const clientOf = ({ from }: Pick<Way, "from">): string => from ?? "127.0.0.1";

/** Not the edge, and not known to it; `proxied`: speaks as if it were. */
export function asStranger(past: NonNullable<Ask["past"]>, way: Way): Way {
  if (past === "plain") return { ...way, front: null, from: STRANGER };
  return { ...way, front: { address: STRANGER, tls: "web", clientHeader: "proxy_protocol" }, from: SOMEBODY };
}

/** The request as the edge passes it on. */
export function throughEdge(ask: Ask, way: Way): Ask {
  const { front } = way;
  if (front === null || front.tls === "web") return ask;
  const sent = ask.headers ?? [];
  const own = edgeFields(sent, ask.scheme ?? way.scheme, front, way);
  if (ask.raw !== undefined)
    return { ...ask, raw: ask.raw.replace("\r\n", `\r\n${own.map((field) => `${field.join(": ")}\r\n`).join("")}`) };
  const names = own.map(([name]) => name.toLowerCase());
  return { ...ask, headers: [...sent.filter(([name]) => !names.includes(name.toLowerCase())), ...own] };
}

export function edgeFields(sent: NonNullable<Ask["headers"]>, scheme: "http" | "https", { clientHeader }: Front, way: Way): Fields {
  const client = clientOf(way);
  // A list grows at its end; a header of the edge's own is written anew.
  const claimed = clientHeader === "X-Forwarded-For" ? sent.filter(([name]) => name.toLowerCase() === "x-forwarded-for") : [];
  return [
    [clientHeader, [...claimed.flatMap(([, value]) => value ?? []), client].join(", ")],
    ["X-Forwarded-Proto", scheme],
  ];
}

/** https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt, section 2.1; the ports say nothing to anybody. */
export function proxyLine(way: Way, port: number): string | null {
  return way.front?.tls === "web" ? `PROXY TCP4 ${clientOf(way)} 127.0.0.1 56324 ${port}\r\n` : null;
}

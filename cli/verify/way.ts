/** How a site is reached, and what the words in a probe's texts stand for there. */
import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Ask } from "../../generators/probes/probe.ts";
import { lookup } from "../exchange/lookup.ts";
import type { Words } from "../exchange/request-bytes.ts";
import { clientOf, type Front, proxyLine } from "./edge.ts";

export type Way = {
  /** A name or an address, IPv6 without brackets. */
  readonly address: string;
  /** Null: nothing listens there, or it is not known where. */
  readonly http: number | null;
  readonly https: number | null;
  readonly scheme: "http" | "https";
  /** The site's name without a port. */
  readonly name: string;
  /** `https://shop.example.com:8443` */
  readonly origin: string;
  /** That of the first domain, where aliases lead. */
  readonly canonical: string;
  /** `user:password`, base64. */
  readonly login: string;
  /** The address of ours that is asked from, or in whose name the edge asks; null is the system's choice. */
  readonly from: string | null;
  /** The edge that the prober plays itself; null: there is none, or a real one. */
  readonly front: Front | null;
  readonly patienceMs: number;
};

export function wordsOf(way: Way, scheme: "http" | "https"): Words {
  const host = way.origin.replace(/^\w+:\/\//, "");
  const values: Readonly<Record<string, string>> = {
    host,
    origin: way.origin,
    canonical: way.canonical,
    login: way.login,
    client: clientOf(way),
  };
  return {
    fill: (text) =>
      text
        .replace(/\{fill:(\d+)\}/g, (_whole, count: string) => "a".repeat(Number(count)))
        .replace(/\{fields:(\d+)\}/g, (_whole, count: string) => fields(Number(count)))
        .replace(/\{(\w+)\}/g, (whole, word: string) => values[word] ?? whole),
    // Over http, on its way to https, the port is the other one.
    host: scheme === way.scheme ? host : way.name,
    target: "/",
  };
}

function fields(count: number): string {
  return Array.from({ length: count }, (_, i) => `X-${i}: a\r\n`).join("");
}

/** What is spoken to the site for a client of that scheme's: an edge that ends TLS has a wire of its own. */
export function wireOf({ front }: Way, scheme: "http" | "https"): "http" | "https" {
  if (front === null || front.tls === "web") return scheme;
  return front.tls === "edge" ? "http" : "https";
}

export function portOf(way: Way, scheme: "http" | "https"): number | null {
  return wireOf(way, scheme) === "http" ? way.http : way.https;
}

export function openPlain(way: Way, port: number): Socket {
  const own = way.front?.address ?? way.from;
  const socket = connect({ host: way.address, port, lookup, ...(own === null ? {} : { localAddress: own }) });
  const line = proxyLine(way, port);
  if (line !== null) socket.write(line);
  return socket;
}

/** Nothing secret is sent, so any certificate will do: whether it is trusted is a probe of its own. */
export function openSocket(way: Way, port: number, { scheme, servername }: Pick<Ask, "scheme" | "servername">): Socket {
  const plain = openPlain(way, port);
  if ((scheme ?? way.scheme) === "http") return plain;
  return passingErrors(
    plain,
    connectTls({ socket: plain, servername: servername ?? way.name, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] }),
  );
}

/** A socket below that never connects says so itself, and to nobody else. */
export function passingErrors(plain: Socket, secure: TLSSocket): TLSSocket {
  plain.once("error", (error) => secure.destroy(error));
  return secure;
}

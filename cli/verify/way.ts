/** How a site is reached, and what the words in a probe's texts stand for there. */
import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Ask } from "../../generators/probes/probe.ts";
import { lookup } from "../exchange/lookup.ts";
import type { Words } from "../exchange/request-bytes.ts";

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
  /** The address of ours that is asked from; null is the system's choice. */
  readonly from: string | null;
  readonly patienceMs: number;
};

export function wordsOf(way: Way, scheme: "http" | "https"): Words {
  const host = way.origin.replace(/^\w+:\/\//, "");
  const values: Readonly<Record<string, string>> = {
    host,
    origin: way.origin,
    canonical: way.canonical,
    login: way.login,
    client: way.from ?? "127.0.0.1",
  };
  return {
    fill: (text) =>
      text
        .replace(/\{fill:(\d+)\}/g, (_whole, count: string) => "a".repeat(Number(count)))
        .replace(/\{(\w+)\}/g, (whole, word: string) => values[word] ?? whole),
    // Over http, on its way to https, the port is the other one.
    host: scheme === way.scheme ? host : way.name,
    target: "/",
  };
}

export function portOf(way: Way, scheme: "http" | "https"): number | null {
  return scheme === "http" ? way.http : way.https;
}

export function openPlain(way: Way, port: number): Socket {
  return connect({ host: way.address, port, lookup, ...(way.from === null ? {} : { localAddress: way.from }) });
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

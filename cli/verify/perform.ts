/** One probe carried out: what is otherwise than it should be, or why it could not be asked. */
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Action, Ask, Fields, HeaderWanted, Probe, Probes, Want } from "../../generators/probes/probe.ts";
import { exchangeOn } from "../exchange/exchange.ts";
import { requestBytes } from "../exchange/request-bytes.ts";
import { echoOn } from "../exchange/websocket.ts";
import { edgeFields, throughEdge } from "./edge.ts";
import { judgeHandshake } from "./handshake.ts";
import { judgeAnswer, judgeSeen, type Told } from "./judge.ts";
import { answeredSame } from "./same.ts";
import { type Acted, type Outcome, type Site, send, type Unreachable, wayOf } from "./send.ts";
import { openSocket, portOf, wireOf, wordsOf } from "./way.ts";

export async function perform(probe: Probe, site: Site): Promise<Outcome | Unreachable> {
  let { way } = site;
  for (let attempt = 1; ; attempt++) {
    const outcome = await act(probe.action, { ...site, way });
    if (outcome.kind !== "limited") return outcome;
    // On loopback there are other clients to be; in public there is one.
    if (site.inside === null || process.platform !== "linux" || attempt === ATTEMPTS)
      return { kind: "unasked", reason: "the site limits how often it is asked" };
    way = { ...way, from: freshAddress() };
  }
}

const ATTEMPTS = 4;

let addresses = 1;

/** 127.0.0.0/8 is all ours (RFC 1122, section 3.2.1.3). */
function freshAddress(): string {
  addresses += 1;
  return `127.0.${1 + Math.floor(addresses / 250)}.${1 + (addresses % 250)}`;
}

async function act(action: Action, site: Site): Promise<Acted> {
  switch (action.kind) {
    case "ask":
      return asked(action.ask, action.want, site);
    case "same":
      return answeredSame(action, site);
    case "none":
      return { kind: "unasked", reason: action.reason };
    case "closed":
      return whileClosed(site, () => asked(action.ask, action.want, site));
    case "mirror":
      return mirrored(action, site);
    case "stream":
      return streamed(action.target, site);
    case "websocket":
      return echoed(action.target, site);
    case "flood":
      return flooded(action, site);
    case "handshake":
      return shaken(action, site);
    default:
      return action satisfies never;
  }
}

async function asked(ask: Ask, want: Want, site: Site): Promise<Acted> {
  const sent = await send(ask, site);
  if (sent.kind === "limited" && want.status?.includes(429) === true) return { kind: "ok" };
  if (sent.kind !== "answered") return sent;
  const way = wayOf(ask, site.way);
  const scheme = ask.scheme ?? way.scheme;
  const rules = { fill: wordsOf(way, scheme).fill, headers: headersFor(scheme, site.probes.headers) };
  return verdict(judgeAnswer(sent.answer, want, rules));
}

/** RFC 6797, section 7.2: over https alone. */
function headersFor(scheme: "http" | "https", headers: Probes["headers"]): Readonly<Record<string, HeaderWanted>> {
  if (scheme === "https") return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, want]) => [name, name.toLowerCase() === "strict-transport-security" ? null : want]),
  );
}

function verdict(faults: readonly string[]): Outcome {
  return faults.length === 0 ? { kind: "ok" } : { kind: "failed", faults };
}

/** A server may look at the switch once a second, not once a request. */
const SWITCHED_MS = 2500;

async function whileClosed({ inside }: Site, work: () => Promise<Acted>): Promise<Acted> {
  if (inside === null) return NOT_OURS;
  writeFileSync(inside.maintenance, "");
  try {
    const until = performance.now() + SWITCHED_MS;
    let acted = await work();
    while (acted.kind === "failed" && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      acted = await work();
    }
    return acted;
  } finally {
    rmSync(inside.maintenance, { force: true });
  }
}

const NOT_OURS: Outcome = { kind: "unasked", reason: "only a site that stackc started can be asked this" };

/** The same request for the mirror; its query keeps caches apart. */
function forMirror(ask: Ask, token: string, more: Fields = []): Ask {
  const target = `${ask.target ?? "/"}?${randomUUID()}`;
  return { ...ask, target, headers: [...(ask.headers ?? []), ["X-Stackc-Mirror", token], ...more] };
}

async function mirrored({ ask, seen }: Extract<Action, { kind: "mirror" }>, site: Site): Promise<Acted> {
  if (site.inside === null) return NOT_OURS;
  const sent = await send(forMirror(ask, site.inside.token), site);
  if (sent.kind !== "answered") return sent;
  const told = readTold(sent.answer?.body.toString("utf8") ?? "");
  if (sent.answer === null || told === null)
    return {
      kind: "failed",
      faults: [`the request did not reach the app${sent.answer === null ? "" : `: answered ${sent.answer.status}`}`],
    };
  const { fill } = wordsOf(wayOf(ask, site.way), site.way.scheme);
  const truth = { client: "{client}", scheme: site.way.scheme, host: "{host}" };
  return verdict(judgeSeen(told, seen, truth, fill));
}

function readTold(text: string): Told | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "headers" in value ? (value as Told) : null;
  } catch {
    return null;
  }
}

let gates = 0;

async function streamed(target: string, site: Site): Promise<Acted> {
  const { inside } = site;
  if (inside === null) return NOT_OURS;
  const gate = String(gates++);
  let early = false;
  const sent = await send(forMirror({ target }, inside.token, [["X-Stackc-Gate", gate]]), site, (body) => {
    if (body.toString() !== "first\n") return;
    early = true;
    writeFileSync(join(inside.gates, gate), "");
  });
  if (sent.kind !== "answered") return sent;
  const text = sent.answer?.body.toString() ?? "";
  if (text !== "first\nlast\n")
    return {
      kind: "failed",
      faults: [`the stream did not arrive: ${sent.answer?.status ?? "no answer"} ${JSON.stringify(text.slice(0, 80))}`],
    };
  return verdict(early ? [] : ["the first bytes came only with the last: something between collects them"]);
}

async function echoed(target: string, site: Site): Promise<Acted> {
  const { inside, way } = site;
  const port = portOf(way, way.scheme);
  if (inside === null || port === null) return NOT_OURS;
  const { host } = wordsOf(way, way.scheme);
  const own: Fields = way.front === null || way.front.tls === "web" ? [] : edgeFields([], way.scheme, way.front, way);
  const headers: Fields = [["X-Stackc-Mirror", inside.token], ...own];
  try {
    const { status, accepted, text, closeCode } = await echoOn(
      openSocket(way, port, { scheme: wireOf(way, way.scheme) }),
      { target, host, origin: way.origin, headers },
      "hello",
      way.patienceMs,
    );
    if (status === 429) return { kind: "limited" };
    if (status !== 101 || !accepted) return { kind: "failed", faults: [`the handshake was answered ${status}, wanted 101`] };
    return verdict([
      ...(text === "hello" ? [] : ["no message came back"]),
      ...(closeCode === 1000 ? [] : [`it closed with ${closeCode}, wanted 1000`]),
    ]);
  } catch (error) {
    return { kind: "failed", faults: [error instanceof Error ? error.message : String(error)] };
  }
}

const AT_ONCE = 20;

async function flooded({ target, times, status }: Extract<Action, { kind: "flood" }>, site: Site): Promise<Acted> {
  const { way } = site;
  const port = portOf(way, way.scheme);
  if (site.inside === null || port === null) return NOT_OURS;
  let left = times;
  const statuses = new Set<number | "closed">();
  const one = async (): Promise<void> => {
    for (; left > 0 && !statuses.has(status); ) {
      left -= 1;
      const request = requestBytes(throughEdge({ target }, way), wordsOf(way, way.scheme));
      const { answer } = await exchangeOn(openSocket(way, port, { scheme: wireOf(way, way.scheme) }), request, {
        patienceMs: way.patienceMs,
      });
      statuses.add(answer?.status ?? "closed");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return verdict(statuses.has(status) ? [] : [`${times} requests were answered ${[...statuses].join(", ")}, none of them ${status}`]);
}

async function shaken(action: Extract<Action, { kind: "handshake" }>, { way }: Site): Promise<Acted> {
  if (way.https === null) return { kind: "unasked", reason: "it is not known at which port the site speaks https" };
  const judged = await judgeHandshake(action, way, way.https);
  if (!("fault" in judged)) return verdict(judged);
  return { kind: "unreachable", reason: `${way.address} port ${way.https}: ${judged.fault}` };
}

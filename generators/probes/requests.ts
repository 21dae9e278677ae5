/** Requests that two layers could read in two ways, or that are too large: refused by the first (RULES F1, S1, S2). */
import { webLayer, wsgiLayer } from "../chosen.ts";
import type { Layered } from "../layer.ts";
import type { Location } from "../plan/plan.ts";
import { atLeast } from "../plan/versions.ts";
import type { RuleId } from "../rules.ts";
import type { Ask, Probe } from "./probe.ts";
import { appRow, askOf, entryOf, NOWHERE } from "./rows.ts";
import type { Few } from "./table.ts";

export function requestProbes(layered: Layered, few: Few): Probe[] {
  const { plan } = layered;
  // An edge answers for itself, or mends what it passes on.
  const where = plan.trust.edge === null ? "anywhere" : "local";
  const refused = (id: string, rule: RuleId, at: string, holds: string, ask: Ask, ...status: number[]): Probe => ({
    id,
    rule,
    at,
    holds,
    where,
    action: { kind: "ask", ask, want: { status } },
  });
  const { limits } = plan.web;
  const raw = (fields: string): Ask => ({ raw: `GET /${NOWHERE} HTTP/1.1\r\n${fields}\r\nConnection: close\r\n\r\n` });
  return [
    refused("dot-segment", "F1", "web", "a path that climbs is refused", { target: `/${NOWHERE}/../${NOWHERE}` }, 400),
    refused("dot-segment-encoded", "F1", "web", "an encoded one too", { target: `/${NOWHERE}/%2e%2e%2f${NOWHERE}` }, 400),
    refused("path-not-ascii", "F1", "web", "bytes that no URI has are refused", { target: `/${NOWHERE}/\u00c3\u00bc` }, 400),
    refused("host-malformed", "X12", "domains", "a Host that is no name is refused", { headers: [["Host", "a/b"]] }, 400),
    refused("host-missing", "X12", "domains", "a request without Host is refused", { headers: [["Host", null]] }, 400),
    refused("host-twice", "X12", "domains", "a request with two Hosts is refused", raw("Host: {host}\r\nHost: unknown.invalid"), 400),
    refused("header-blank", "F1", "web", "a blank before a header's colon is refused", raw("Host: {host}\r\nX-Odd : a"), 400),
    refused(
      "length-twice",
      "S1",
      "web",
      "a body with two lengths is refused",
      { raw: `POST /${NOWHERE} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\naa` },
      400,
    ),
    refused("trace", "X2", "web", "TRACE, which would tell what the app is told, is refused", { method: "TRACE" }, ...[405, 401, 403]),
    refused(
      "request-line",
      "S2",
      "web.limits.request_line",
      `a request line over ${limits.requestLineBytes} bytes is refused`,
      { target: `/${NOWHERE}?{fill:${limits.requestLineBytes + 512}}` },
      ...[400, 414, 431],
    ),
    refused(
      "headers-size",
      "S2",
      "web.limits.headers",
      `headers over ${limits.headersBytes} bytes are refused`,
      { headers: [["X-Long", `{fill:${limits.headersBytes + 512}}`]] },
      ...[400, 431],
    ),
    fieldCount(layered, where),
    ...bodies(layered, few),
  ];
}

/** Host and Connection make it one too many. */
function fieldCount(layered: Layered, where: Probe["where"]): Probe {
  const { web } = layered.plan;
  const { title, behaviour } = webLayer(layered);
  const { headerCount } = web.limits;
  const facts = { id: "headers-count", rule: "S2", at: "web.limits.header_count", where } as const;
  const holds = `more than ${headerCount} header fields are refused`;
  const since = behaviour.countsHeadersSince;
  if (since !== null && !atLeast(web.version, since)) {
    const reason = `${title} ${web.version} does not count header fields (${since} and later do): their size alone bounds them`;
    return { ...facts, holds, action: { kind: "none", reason } };
  }
  const raw = `GET /${NOWHERE} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields:${headerCount - 1}}\r\n`;
  return { ...facts, holds, action: { kind: "ask", ask: { raw }, want: { status: [400, 431] } } };
}

/** One row for each limit. Only the length is said, and the body never sent: nothing reaches an app. */
function bodies(layered: Layered, few: Few): Probe[] {
  const { plan } = layered;
  const rows = plan.locations.filter(({ serve, access }) => serve.kind === "app" && entryOf(access) !== "closed");
  const byLimit = new Map(rows.map((row): [number, Location] => [row.bodyBytes, row]));
  const where = plan.trust.edge === null ? "anywhere" : "local";
  const refused = few([...byLimit.values()], 3).map((row): Probe => {
    const ask: Ask = { method: "POST", ...askOf(row, [["Content-Length", String(row.bodyBytes + 1)]]) };
    const at = row.at.includes("routes") ? row.at : "web.limits.body";
    return {
      id: `body-limit ${row.path}`,
      rule: "S1",
      at,
      holds: `${row.path}: a body over ${row.bodyBytes} bytes is refused, with the site's headers`,
      where,
      action: { kind: "ask", ask, want: { status: [413], ours: true } },
    };
  });
  return [...refused, ...whole(layered)];
}

/** Chunked uploads (RULES S4): whole, or a loud no where a protocol has no way to say their end. */
function whole(layered: Layered): Probe[] {
  const { plan } = layered;
  const row = appRow(plan, null);
  const app = plan.apps.find(({ name }) => row !== null && "app" in row.serve && name === row.serve.app);
  if (row === null || app === undefined || row.bodyBytes < 3000) return [];
  const sized: Ask = { method: "POST", ...askOf(row), body: { bytes: 3000 } };
  const { refusesChunked } = webLayer(layered).behaviour;
  const refusal = refusesChunked.find(({ link, onlyHttp2 }) => link === app.server.webLink && !onlyHttp2);
  const make = (id: string, holds: string, ask: Ask): Probe => ({
    id,
    rule: "S1",
    at: "web.limits.body",
    holds,
    where: "local",
    action: { kind: "mirror", ask, seen: { method: "POST", body_bytes: 3000 } },
  });
  const chunked: Ask = { ...sized, chunkBytes: 100 };
  return [
    make("body-whole", "a body arrives whole", sized),
    refusal === undefined
      ? make("body-chunked", "a chunked body arrives whole", chunked)
      : {
          id: "body-chunked",
          rule: "S1",
          at: "web.limits.body",
          holds: `a chunked body is refused, never lost: ${refusal.holds(wsgiLayer(app, layered).title)}`,
          where: "local",
          action: { kind: "ask", ask: chunked, want: { status: [411] } },
        },
  ];
}

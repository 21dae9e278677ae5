/**
 * Limits of the servers that Tornado and ASGI apps bring along: what the web server lets through, they must
 * take, and an idle connection they must keep longer than the web server does (RULES T3), or it would send a
 * request into one that closes.
 */
import { wsgiLayer } from "../../chosen.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";

/** What the web server adds to a request: X-Forwarded-For, X-Real-IP, X-Request-ID and the like. */
const FORWARDED_BYTES = 4096;

export function serverOptionsView(app: App, emit: Emit) {
  const { limits } = emit.plan.web;
  const q = quotePython(emit);
  return {
    bodyBytes: q.literal(app.bodyBytesMax, "web.limits.body"),
    headerBytes: q.literal(limits.headersBytes + limits.requestLineBytes + FORWARDED_BYTES, "web.limits.headers"),
    idleS: q.literal(app.server.times.upstreamKeepaliveS, { rule: "T3" }),
  };
}

export function asgiView(app: App, emit: Emit) {
  return { asks: wsgiLayer(app, emit).facts.asksOptions, ...serverOptionsView(app, emit) };
}

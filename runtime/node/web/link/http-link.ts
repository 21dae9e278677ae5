/**
 * One request to an ASGI or Tornado worker: HTTP/1.1 over its unix socket, a connection a
 * request. No pool: on a kept connection a second, unasked answer of a sick worker would become
 * somebody else's (the class of CVE-2026-48931).
 */
import { request as requestHttp } from "node:http";
import type { Body } from "../body.ts";
import type { Field } from "../fields.ts";
import { BodyRefused } from "../live-body.ts";
import { createDeadline } from "./deadline.ts";
import type { Fault, Flow, Receiver } from "./receiver.ts";
import { sendBody } from "./send-body.ts";

export type HttpCall = {
  readonly socket: string;
  readonly method: string;
  readonly target: string;
  readonly fields: readonly Field[];
  readonly body: Body;
  readonly readMs: number;
};

const HEAD_BYTES_MAX = 128 * 1024;

export function callHttp(call: HttpCall, receiver: Receiver): Flow {
  let settled = false;
  let connected = false;
  let resume = (): void => {};
  const outgoing = requestHttp({
    socketPath: call.socket,
    method: call.method,
    path: call.target,
    headers: headersOf(call),
    agent: false,
    setHost: false,
    maxHeaderSize: HEAD_BYTES_MAX,
  });
  const deadline = createDeadline(call.readMs, () => settle("late"));

  function settle(fault: Fault | null): void {
    if (settled) return;
    settled = true;
    deadline.clear();
    if (fault === null) receiver.end();
    else {
      outgoing.destroy();
      receiver.fault(fault);
    }
  }

  outgoing.on("socket", (socket) => socket.once("connect", () => (connected = true)));
  outgoing.on("error", (error: NodeJS.ErrnoException) => settle(faultOf(error, connected)));
  outgoing.on("response", (incoming) => {
    deadline.touch();
    resume = () => {
      // One that was not stopped is silent on its own account.
      if (!incoming.isPaused()) return;
      deadline.touch();
      incoming.resume();
    };
    const { statusCode: status = 0 } = incoming;
    // Final answers are 200 to 599 (RFC 9110, section 15).
    if (status < 200 || status > 599) return settle("malformed");
    receiver.head({ status, fields: pairsOf(incoming.rawHeaders) });
    incoming.on("data", (chunk: Buffer) => {
      deadline.touch();
      if (settled || receiver.data(chunk)) return;
      incoming.pause();
      deadline.hold();
    });
    incoming.on("end", () => settle(incoming.complete ? null : "cut"));
    incoming.on("error", () => settle("cut"));
    incoming.on("close", () => settle("cut"));
  });
  sendBody(outgoing, call.body, (chunk) => chunk).then(
    () => outgoing.end(),
    (error: unknown) => settle(error instanceof BodyRefused ? "too-large" : "dead"),
  );
  return {
    resume: () => {
      if (!settled) resume();
    },
    abort: () => {
      settled = true;
      deadline.clear();
      outgoing.destroy();
    },
  };
}

function faultOf({ code }: NodeJS.ErrnoException, connected: boolean): Fault {
  if (!connected) return code === "EAGAIN" ? "full" : "refused";
  return code?.startsWith("HPE_") === true ? "malformed" : "dead";
}

function headersOf({ fields, body, method }: HttpCall): string[] {
  const flat = fields.flat();
  flat.push("connection", "close");
  // RFC 9110, section 8.6: a POST without a body says so.
  if (body.live?.chunked === true) flat.push("transfer-encoding", "chunked");
  else if (body.bytes > 0 || !["GET", "HEAD", "OPTIONS", "DELETE"].includes(method)) flat.push("content-length", String(body.bytes));
  return flat;
}

export function pairsOf(raw: readonly string[]): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) fields.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return fields;
}

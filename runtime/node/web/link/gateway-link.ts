/**
 * One request to a WSGI worker over its unix socket, by SCGI or FastCGI: a connection a request,
 * so all workers share one queue, the kernel's, and no answer can meet the wrong request.
 */
import { connect, type Socket } from "node:net";
import type { Body } from "../body.ts";
import type { Field } from "../fields.ts";
import { readCgiHead } from "./cgi-head.ts";
import { fastcgiHead, readRecords, STDIN_END, stdinRecords } from "./fastcgi.ts";
import { createDeadline } from "./deadline.ts";
import type { Fault, Flow, Receiver } from "./receiver.ts";
import { scgiHead } from "./scgi.ts";
import { sendBody } from "./send-body.ts";

export type Call = {
  readonly link: "scgi" | "fastcgi";
  readonly socket: string;
  readonly environ: readonly Field[];
  readonly body: Body;
  /** Between two reads of the answer. */
  readonly readMs: number;
  /** What the worker wrote to FastCGI's error stream. */
  readonly complain: (text: string) => void;
};

const EMPTY = Buffer.alloc(0);

export function callGateway(call: Call, receiver: Receiver): Flow {
  const peer = connect(call.socket);
  let connected = false;
  let settled = false;
  let headDone = false;
  let held: Buffer = EMPTY;
  const deadline = createDeadline(call.readMs, () => settle("late"));

  function settle(fault: Fault | null): void {
    if (settled) return;
    settled = true;
    deadline.clear();
    peer.destroy();
    if (fault === null) receiver.end();
    else receiver.fault(headDone ? "cut" : fault);
  }

  function takeBody(chunk: Buffer): boolean {
    if (headDone) return receiver.data(chunk);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const read = readCgiHead(held);
    if (read === "more") return true;
    if (read === "malformed") {
      settle("malformed");
      return true;
    }
    headDone = true;
    receiver.head(read.head);
    const rest = held.subarray(read.bodyAt);
    held = EMPTY;
    return settled || rest.length === 0 ? true : receiver.data(rest);
  }

  function finish(): void {
    settle(headDone ? null : held.length > 0 ? "malformed" : "dead");
  }

  const take = call.link === "scgi" ? takeBody : recordTaker(call, takeBody, finish, () => settle("malformed"));

  peer.on("connect", () => {
    connected = true;
    send(peer, call).catch(() => settle("dead"));
  });
  peer.on("data", (chunk: Buffer) => {
    deadline.touch();
    if (settled || take(chunk) || settled) return;
    peer.pause();
    deadline.hold();
  });
  // FastCGI says itself where an answer ends; before that, an end is a death.
  peer.on("end", () => (call.link === "scgi" ? finish() : settle("dead")));
  peer.on("error", (error: NodeJS.ErrnoException) => {
    // A worker may answer before it has read the body, and go: what it said is still to be read.
    if (connected && error.code === "EPIPE") return;
    settle(connected ? "dead" : error.code === "EAGAIN" ? "full" : "refused");
  });
  peer.on("close", () => settle("dead"));

  return {
    resume: () => {
      if (settled) return;
      deadline.touch();
      peer.resume();
    },
    abort: () => {
      settled = true;
      deadline.clear();
      peer.destroy();
    },
  };
}

function recordTaker(call: Call, takeBody: (chunk: Buffer) => boolean, finish: () => void, refuse: () => void): (chunk: Buffer) => boolean {
  let pending: Buffer = EMPTY;
  return (chunk) => {
    const read = readRecords(pending.length === 0 ? chunk : Buffer.concat([pending, chunk]));
    if (read === null) {
      refuse();
      return true;
    }
    pending = read.rest;
    for (const text of read.stderr) call.complain(text.toString("utf8"));
    let wantsMore = true;
    for (const piece of read.stdout) wantsMore = takeBody(piece) && wantsMore;
    if (read.ended) finish();
    return wantsMore;
  };
}

async function send(peer: Socket, { link, environ, body }: Call): Promise<void> {
  if (link === "scgi") {
    peer.write(scgiHead(environ));
    return sendBody(peer, body, (chunk) => chunk);
  }
  const head = fastcgiHead(environ, false);
  if (body.bytes === 0) {
    peer.write(Buffer.concat([head, STDIN_END]));
    return;
  }
  peer.write(head);
  await sendBody(peer, body, stdinRecords);
  peer.write(STDIN_END);
}

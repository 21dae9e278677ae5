/**
 * One request to a WSGI worker over its unix socket. SCGI: a connection a request. FastCGI: on a
 * kept connection where there is one. Either way all workers share one queue.
 */
import { connect, type Socket } from "node:net";
import type { Body } from "../body.ts";
import type { Field } from "../fields.ts";
import { createDeadline } from "./deadline.ts";
import { fastcgiHead, STDIN_END, stdinRecords } from "./fastcgi.ts";
import { keptFor } from "./kept.ts";
import { readAnswer } from "./read-answer.ts";
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

export function callGateway(call: Call, receiver: Receiver): Flow {
  const kept = call.link === "fastcgi" ? keptFor(call.socket) : null;
  const found = kept?.take() ?? { peer: connect(call.socket), reused: false };
  const attempt = exchange(call, found.peer, found.reused, receiver, {
    // Its other end was closed while it was idle, and not a byte of this request was taken.
    unsent: () => {
      flow = exchange(call, connect(call.socket), false, receiver, { unsent: () => {}, clean });
    },
    clean,
  });
  let flow = attempt;
  function clean(peer: Socket): void {
    kept?.give(peer);
  }
  return { resume: () => flow.resume(), abort: () => flow.abort() };
}

type Ends = { readonly unsent: () => void; readonly clean: (peer: Socket) => void };

function exchange(call: Call, peer: Socket, reused: boolean, receiver: Receiver, ends: Ends): Flow {
  const reader = readAnswer(call.link, call.complain, receiver);
  const deadline = createDeadline(call.readMs, () => settle("late"));
  let connected = reused;
  let settled = false;
  let sent = false;
  let untaken = false;

  const on = {
    connect: (): void => {
      connected = true;
    },
    data: (chunk: Buffer): void => {
      deadline.touch();
      const more = reader.take(chunk);
      if (reader.state === "done") settle(null);
      else if (reader.state === "malformed") settle("malformed");
      else if (!more) {
        peer.pause();
        deadline.hold();
      }
    },
    // FastCGI says itself where an answer ends; before that, an end is a death.
    end: (): void => settle(call.link === "scgi" && reader.headDone ? null : reader.heard ? "malformed" : "dead"),
    error: (error: NodeJS.ErrnoException): void => {
      if (reused && !reader.heard && error.code === "EPIPE" && untaken) return retry();
      // A worker may answer before it has read the body, and go: what it said is still to be read.
      if (connected && error.code === "EPIPE") return;
      settle(connected ? "dead" : error.code === "EAGAIN" ? "full" : "refused");
    },
    close: (): void => settle("dead"),
  };
  for (const [event, hear] of Object.entries(on)) peer.on(event, hear);

  function leave(): void {
    settled = true;
    deadline.clear();
    for (const [event, hear] of Object.entries(on)) peer.off(event, hear);
    peer.on("error", ignore);
  }

  function retry(): void {
    leave();
    peer.destroy();
    ends.unsent();
  }

  function settle(fault: Fault | null): void {
    if (settled) return;
    leave();
    if (fault === null && call.link === "fastcgi" && sent && reader.rest === 0) {
      peer.off("error", ignore);
      ends.clean(peer);
    } else peer.destroy();
    if (fault === null) receiver.end();
    else receiver.fault(reader.headDone ? "cut" : fault);
  }

  const refused = (): void => {
    untaken = true;
  };
  send(peer, call, refused).then(
    () => {
      sent = true;
    },
    () => settle("dead"),
  );

  return {
    resume: () => {
      // One that was not stopped is silent on its own account.
      if (settled || !peer.isPaused()) return;
      deadline.touch();
      peer.resume();
    },
    abort: () => {
      if (settled) return;
      leave();
      peer.destroy();
    },
  };
}

function ignore(): void {}

/** Linux puts this much into a unix socket in one piece or not at all. */
const PIECE_BYTES = 32 * 1024;

/** `refused`: the very first write failed, so the worker has heard nothing. */
async function send(peer: Socket, { link, environ, body }: Call, refused: () => void): Promise<void> {
  if (link === "scgi") {
    peer.write(scgiHead(environ, body.bytes));
    return sendBody(peer, body, (chunk) => chunk);
  }
  const head = fastcgiHead(environ, true);
  const first = body.bytes === 0 ? Buffer.concat([head, STDIN_END]) : head;
  peer.write(first, (error) => {
    if (error && first.length <= PIECE_BYTES) refused();
  });
  if (body.bytes === 0) return;
  await sendBody(peer, body, stdinRecords);
  peer.write(STDIN_END);
}

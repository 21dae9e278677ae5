/**
 * One request to a WSGI worker over its unix socket. SCGI: a connection a request. FastCGI: on a
 * kept connection where there is one. Either way all workers share one queue.
 */
import { connect, type Socket } from "node:net";
import type { Body } from "../body.ts";
import type { Field } from "../fields.ts";
import { createDeadline, type Deadline } from "./deadline.ts";
import { fastcgiHead, STDIN_END, stdinRecords } from "./fastcgi.ts";
import { keptFor } from "./kept.ts";
import { type Reader, readAnswer } from "./read-answer.ts";
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
  const clean = (peer: Socket): void => kept?.give(peer);
  let attempt = new Attempt(call, found.peer, found.reused, receiver, {
    // Its other end was closed while it was idle, and not a byte of this request was taken.
    unsent: () => {
      attempt = new Attempt(call, connect(call.socket), false, receiver, { unsent: () => {}, clean });
    },
    clean,
  });
  return { resume: () => attempt.resume(), abort: () => attempt.abort() };
}

type Ends = { readonly unsent: () => void; readonly clean: (peer: Socket) => void };

/** One request on one connection. It is over once: by an answer, a fault, a second try elsewhere, or an abort. */
class Attempt implements Flow {
  readonly #call: Call;
  readonly #peer: Socket;
  /** It has carried a request before. */
  readonly #reused: boolean;
  readonly #receiver: Receiver;
  readonly #ends: Ends;
  readonly #reader: Reader;
  readonly #deadline: Deadline;
  #connected: boolean;
  #settled = false;
  #sent = false;
  /** The very first write failed: the worker has heard nothing. */
  #untaken = false;

  constructor(call: Call, peer: Socket, reused: boolean, receiver: Receiver, ends: Ends) {
    this.#call = call;
    this.#peer = peer;
    this.#reused = reused;
    this.#connected = reused;
    this.#receiver = receiver;
    this.#ends = ends;
    this.#reader = readAnswer(call.link, call.complain, receiver);
    this.#deadline = createDeadline(call.readMs, () => this.#settle("late"));
    peer.on("connect", this.#connect).on("data", this.#data).on("end", this.#end).on("error", this.#error).on("close", this.#close);
    this.#send();
  }

  resume(): void {
    // One that was not stopped is silent on its own account.
    if (this.#settled || !this.#peer.isPaused()) return;
    this.#deadline.touch();
    this.#peer.resume();
  }

  abort(): void {
    if (this.#settled) return;
    this.#leave();
    this.#peer.destroy();
  }

  readonly #connect = (): void => {
    this.#connected = true;
  };

  readonly #data = (chunk: Buffer): void => {
    this.#deadline.touch();
    const more = this.#reader.take(chunk);
    if (this.#reader.state === "done") this.#settle(null);
    else if (this.#reader.state === "malformed") this.#settle("malformed");
    else if (!more) {
      this.#peer.pause();
      this.#deadline.hold();
    }
  };

  /** FastCGI says itself where an answer ends; before that, an end is a death. */
  readonly #end = (): void => {
    const { headDone, heard } = this.#reader;
    this.#settle(this.#call.link === "scgi" && headDone ? null : heard ? "malformed" : "dead");
  };

  readonly #error = ({ code }: NodeJS.ErrnoException): void => {
    if (this.#reused && !this.#reader.heard && code === "EPIPE" && this.#untaken) return this.#retry();
    // A worker may answer before it has read the body, and go: what it said is still to be read.
    if (this.#connected && code === "EPIPE") return;
    this.#settle(this.#connected ? "dead" : code === "EAGAIN" ? "full" : "refused");
  };

  readonly #close = (): void => this.#settle("dead");

  #send(): void {
    const refused = (): void => {
      this.#untaken = true;
    };
    send(this.#peer, this.#call, refused).then(
      () => {
        this.#sent = true;
      },
      () => this.#settle("dead"),
    );
  }

  #leave(): void {
    this.#settled = true;
    this.#deadline.clear();
    const peer = this.#peer;
    peer.off("connect", this.#connect).off("data", this.#data).off("end", this.#end).off("error", this.#error).off("close", this.#close);
    peer.on("error", ignore);
  }

  #retry(): void {
    this.#leave();
    this.#peer.destroy();
    this.#ends.unsent();
  }

  #settle(fault: Fault | null): void {
    if (this.#settled) return;
    this.#leave();
    if (fault === null && this.#isReusable()) {
      this.#peer.off("error", ignore);
      this.#ends.clean(this.#peer);
    } else this.#peer.destroy();
    if (fault === null) this.#receiver.end();
    else this.#receiver.fault(this.#reader.headDone ? "cut" : fault);
  }

  #isReusable(): boolean {
    return this.#call.link === "fastcgi" && this.#sent && this.#reader.rest === 0;
  }
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

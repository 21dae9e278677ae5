/** One request and its answer over a socket of their own, byte for byte. */
import type { Socket } from "node:net";
import { type Answer, mayBeWhole, readAnswer } from "./read-answer.ts";
import type { RequestBytes } from "./request-bytes.ts";

export type Exchanged = {
  /** Null: the connection ended without an answer. */
  readonly answer: Answer | null;
  /** What the socket said, or a `silent` server, or a `malformed` answer. */
  readonly fault: { readonly kind: "socket" | "silent" | "malformed"; readonly message: string; readonly code: string | null } | null;
};

/** Sees the body each time it has grown; `true`: the client leaves. */
export type Look = (body: Buffer) => unknown;

export type Watching = {
  readonly look?: Look | undefined;
  /** Heard until the connection ends: whatever the server does after an answer's last byte is done then. */
  readonly toEnd?: boolean;
  readonly patienceMs: number;
};

/** Never rejects; the socket is closed when it resolves. */
export function exchangeOn(socket: Socket, request: RequestBytes, { look, toEnd = false, patienceMs }: Watching): Promise<Exchanged> {
  const { head, body, waits, method } = request;
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    /** What the first so many pieces were read as. */
    let soFar: { readonly answer: Answer; readonly pieces: number } | null = null;
    let sentBody = !waits;
    let fault: Exchanged["fault"] = null;
    const done = (answer: Answer | null): void => {
      socket.destroy();
      resolve({ answer, fault });
    };
    const settle = (ended: boolean): void => {
      try {
        if (!ended && look === undefined && soFar !== null && !mayBeWhole(soFar.answer, received.slice(soFar.pieces))) return;
        const answer = readAnswer(Buffer.concat(received), method, ended);
        soFar = answer === null ? null : { answer, pieces: received.length };
        const leaves = answer !== null && look?.(answer.body) === true;
        if (ended || leaves || (!toEnd && answer?.complete === true)) done(answer);
      } catch (error) {
        fault = { kind: "malformed", message: error instanceof Error ? error.message : String(error), code: null };
        done(null);
      }
    };
    socket.setTimeout(patienceMs, () => {
      const text = Buffer.concat(received).subarray(0, 500).toString("latin1");
      fault = { kind: "silent", message: `no end of the answer: ${text}`, code: null };
      settle(true);
    });
    socket.on("data", (data: Buffer) => {
      received.push(data);
      if (!sentBody && /^HTTP\/1\.1 100 /.test(received[0]?.toString("latin1", 0, 20) ?? "")) {
        sentBody = true;
        socket.write(body);
      }
      settle(false);
    });
    socket.on("end", () => settle(true));
    // A server that has said no stops reading: with an answer, what could not be sent is no fault.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      fault ??= { kind: "socket", message: error.message, code: error.code ?? null };
      settle(true);
    });
    socket.on("close", () => settle(true));
    socket.write(head);
    if (sentBody && body.length > 0) socket.write(body);
  });
}

/**
 * Requests of one connection, one after the other: Node reads ahead, and would have all of them
 * answered at once, so that one connection could take every worker. What waits here has cost
 * nothing yet, and is forgotten with its connection.
 *
 * When Node meets something malformed, requests before it may still be at work, and their answers
 * come first.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

export type Pipeline = {
  /** `start` when the requests before it are answered; never where the connection ends before. */
  add(request: IncomingMessage, response: ServerResponse, start: () => void): void;
  isBusy(socket: Duplex): boolean;
  /** The rest of this connection cannot be read: `refuse` when what came before is answered. */
  breakOff(socket: Duplex, refuse: () => void): void;
};

type Pending = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly start: () => void };

/** nginx closes a connection after as many; no client sends that much ahead. */
const AHEAD_MAX = 1000;

export function createPipeline(): Pipeline {
  const lines = new WeakMap<Duplex, Pending[]>();
  const waiting = new WeakMap<Duplex, () => void>();
  const broken = new WeakSet<Duplex>();

  function next(socket: Duplex, line: Pending[]): void {
    if (socket.destroyed) {
      line.length = 0;
      return;
    }
    line.shift();
    waiting.get(socket)?.();
    if (!broken.has(socket)) line[0]?.start();
  }

  return {
    add: (request, response, start) => {
      const { socket } = request;
      const line = lines.get(socket) ?? [];
      lines.set(socket, line);
      line.push({ request, response, start });
      response.once("close", () => next(socket, line));
      if (line.length === 1) start();
      else if (line.length > AHEAD_MAX) socket.destroy();
    },
    isBusy: (socket) => (lines.get(socket) ?? []).length > 0,
    breakOff: (socket, refuse) => {
      if (waiting.has(socket)) return;
      const line = lines.get(socket) ?? [];
      const proceed = (): void => {
        const [first, ...more] = line;
        if (broken.has(socket) || more.length > 0 || first?.request.complete === true) return;
        broken.add(socket);
        // The malformed part was this request's own body, and it has its answer already.
        if (first?.response.headersSent === true) first.response.end();
        else refuse();
      };
      waiting.set(socket, proceed);
      proceed();
    },
  };
}

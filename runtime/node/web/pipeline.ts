/**
 * Requests of one connection that are not answered yet. Node reads ahead: when it meets
 * something malformed, requests before it may still be at work, and their answers come first.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

export type Pipeline = {
  add(socket: Duplex, request: IncomingMessage, response: ServerResponse): void;
  /** The rest of this connection cannot be read: `refuse` when what came before is answered. */
  breakOff(socket: Duplex, refuse: () => void): void;
};

type Pending = { readonly request: IncomingMessage; readonly response: ServerResponse };

export function createPipeline(): Pipeline {
  const connections = new WeakMap<Duplex, Set<Pending>>();
  const waiting = new WeakMap<Duplex, () => void>();
  return {
    add: (socket, request, response) => {
      const pending = { request, response };
      const all = connections.get(socket) ?? new Set();
      connections.set(socket, all.add(pending));
      response.once("close", () => {
        all.delete(pending);
        waiting.get(socket)?.();
      });
    },
    breakOff: (socket, refuse) => {
      if (waiting.has(socket)) return;
      const all = connections.get(socket) ?? new Set();
      const proceed = (): void => {
        const [first, ...more] = [...all];
        if (more.length > 0 || first?.request.complete === true) return;
        waiting.set(socket, () => {});
        // The malformed part was this request's own body, and it has its answer already.
        if (first?.response.headersSent === true) first.response.end();
        else refuse();
      };
      waiting.set(socket, proceed);
      proceed();
    },
  };
}

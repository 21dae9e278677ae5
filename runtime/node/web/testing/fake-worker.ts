/** A worker that does as it is told: reads one SCGI request, answers as the test wants. */
import { createServer, type Server, type Socket } from "node:net";

export type Told = { readonly environ: ReadonlyMap<string, string>; readonly body: Buffer };

export type FakeWorker = { readonly requests: Told[]; close(): Promise<void> };

export type Act = (socket: Socket, told: Told) => void;

export const HELLO = "Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

export function startFakeWorker(path: string, act: Act = (socket) => socket.end(HELLO)): Promise<FakeWorker> {
  const requests: Told[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let held = Buffer.alloc(0);
    let done = false;
    socket.on("data", (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const told = done ? null : readScgi(held);
      if (told === null) return;
      done = true;
      requests.push(told);
      act(socket, told);
    });
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve) => server.listen(path, () => resolve({ requests, close })));
}

function readScgi(data: Buffer): Told | null {
  const colon = data.indexOf(":");
  const size = Number(data.toString("latin1", 0, colon));
  const bodyAt = colon + 1 + size + 1;
  if (colon < 0 || data.length < bodyAt) return null;
  const words = data.toString("latin1", colon + 1, colon + size).split("\0");
  const environ = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2) environ.set(words[at] ?? "", words[at + 1] ?? "");
  const length = Number(environ.get("CONTENT_LENGTH"));
  return data.length < bodyAt + length ? null : { environ, body: data.subarray(bodyAt, bodyAt + length) };
}

/** A long answer is read once it may be whole, wherever its pieces are cut. */
import { connect, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { exchangeOn } from "./exchange.ts";

const HEAD = "HTTP/1.1 200 OK\r\n";
const BODY = "0123456789".repeat(20);

const ways: readonly (readonly [string, string])[] = [
  ["by length", `${HEAD}Content-Length: ${BODY.length}\r\n\r\n${BODY}`],
  ["in chunks", `${HEAD}Transfer-Encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`],
  ["by length, with another coding", `${HEAD}Transfer-Encoding: identity\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`],
  ["with trailers", `${HEAD}Transfer-Encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\nX-Sum: 7\r\n\r\n`],
];

/** The connection stays open: only the answer itself says that it is whole. */
async function asked(pieces: readonly string[], patienceMs = 20_000) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.setNoDelay(true);
    const next = (at: number): void => void socket.write(pieces[at] ?? "", () => at + 1 < pieces.length && setImmediate(next, at + 1));
    socket.once("data", () => next(0));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const request = { head: Buffer.from("GET / HTTP/1.1\r\n\r\n"), body: Buffer.alloc(0), waits: false, method: "GET" };
  const result = await exchangeOn(connect(address.port, "127.0.0.1"), request, { patienceMs });
  for (const socket of sockets) socket.destroy();
  server.close();
  return result;
}

test.each(ways)("%s", async (_way, text) => {
  for (const size of [1, 2, 3, 5, 97, text.length]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
    const { answer, fault } = await asked(pieces);
    expect(fault).toBeNull();
    expect([answer?.complete, answer?.body.toString()]).toEqual([true, BODY]);
  }
});

test("one that stops short is not taken for whole", async () => {
  for (const [way, text] of ways) {
    const { answer, fault } = await asked([text.slice(0, -3)], 100);
    expect([way, answer?.complete, fault?.kind]).toEqual([way, false, "silent"]);
  }
});

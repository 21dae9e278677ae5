/** FastCGI on kept connections: one for many requests, never an answer too many, never a request lost or sent twice. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "../testing/raw-client.ts";
import { appForTest } from "../testing/settings-for-test.ts";
import { siteForTest } from "../testing/site-for-test.ts";
import { fastcgiHead, readRecords, STDIN_END } from "./fastcgi.ts";

const ANSWER = "Status: 200 OK\r\nContent-Length: 5\r\n\r\nhello";

function record(kind: number, content: string): Buffer {
  const body = Buffer.from(content, "latin1");
  return Buffer.concat([Buffer.from([1, kind, 0, 1, body.length >> 8, body.length & 255, 0, 0]), body]);
}

const END = record(3, "\0\0\0\0\0\0\0\0");

/** A worker that says `answers[n]` to its n-th request; counts connections. */
async function siteWithRecords(answer: (socket: Socket, request: number) => void) {
  const site = await siteForTest((folder) => ({ apps: [appForTest(folder, "fastcgi")] }), null);
  const sockets: Socket[] = [];
  let requests = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    let held = Buffer.alloc(0);
    socket
      .on("error", () => {})
      .on("data", (chunk: Buffer) => {
        held = Buffer.concat([held, chunk]);
        if (!held.subarray(-8).equals(STDIN_END)) return;
        held = Buffer.alloc(0);
        answer(socket, requests++);
      });
  });
  await new Promise<void>((resolve) => server.listen(`${site.folder}/app.sock`, resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const ask = async () => (await talk(site.port, [get("/")], isWhole)).text;
  return { ...site, sockets, ask, requests: () => requests };
}

test("one connection carries one request after the other", async () => {
  const { ask, sockets } = await siteWithRecords((socket) => socket.write(Buffer.concat([record(6, ANSWER), record(6, ""), END])));
  for (let turn = 0; turn < 5; turn++) expect(statusesOf(await ask())).toEqual([200]);
  expect(sockets.length).toBe(1);
});

test("an answer in single bytes is the same answer", async () => {
  const { ask } = await siteWithRecords((socket) => {
    for (const byte of Buffer.concat([record(6, ANSWER.slice(0, 9)), record(7, "a complaint"), record(6, ANSWER.slice(9)), END]))
      socket.write(Buffer.from([byte]));
  });
  expect(await ask()).toMatch(/^HTTP\/1.1 200 [^]*hello$/);
});

test("bytes after an answer's end are nobody's: the connection goes", async () => {
  const { ask, sockets } = await siteWithRecords((socket) =>
    socket.write(Buffer.concat([record(6, ANSWER), END, record(6, ANSWER.replace("hello", "wrong")), END])),
  );
  for (let turn = 0; turn < 3; turn++) expect(await ask()).toMatch(/hello$/);
  expect(sockets.length).toBe(3);
});

test("an unasked answer on an idle connection ends it", async () => {
  const { ask, sockets } = await siteWithRecords((socket) => {
    socket.write(Buffer.concat([record(6, ANSWER), END]));
    setTimeout(() => socket.write(Buffer.concat([record(6, ANSWER.replace("hello", "wrong")), END])), 20);
  });
  expect(await ask()).toMatch(/hello$/);
  await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  expect(await ask()).toMatch(/hello$/);
});

test("a stream without a length that is cut is known as cut", async () => {
  const { port } = await siteWithRecords((socket) => socket.end(record(6, "Status: 200 OK\r\n\r\nthe first half")));
  const { text, closed } = await talk(port, [get("/")]);
  expect(text).toContain("the first half");
  expect([closed, text.endsWith("0\r\n\r\n")]).toEqual([true, false]);
});

test("a worker that dies with a request on a kept connection: 502, and no second try", async () => {
  const { ask, requests } = await siteWithRecords((socket, request) =>
    request === 0 ? socket.write(Buffer.concat([record(6, ANSWER), END])) : socket.destroy(),
  );
  expect(statusesOf(await ask())).toEqual([200]);
  expect(statusesOf(await ask())).toEqual([502]);
  expect(requests()).toBe(2);
});

/** Node cannot shut down reading; a keeper that stops does. */
const REFUSING = `
import socket, sys
listener = socket.socket(socket.AF_UNIX); listener.bind(sys.argv[1]); listener.listen(8)
print("there", flush=True)
for turn in range(2):
    peer = listener.accept()[0]
    data = b""
    while not data.endswith(bytes.fromhex("${STDIN_END.toString("hex")}")): data += peer.recv(65536)
    peer.sendall(bytes.fromhex("${Buffer.concat([record(6, ANSWER), END]).toString("hex")}"))
    peer.shutdown(socket.SHUT_RD)
    print("shut", flush=True)
sys.stdin.read()
`;

test("a connection that was closed to us while idle: the request, not taken, goes elsewhere, even a POST", async () => {
  const { port, folder } = await siteForTest((path) => ({ apps: [appForTest(path, "fastcgi")] }), null);
  const worker: ChildProcess = spawn("python3", ["-c", REFUSING, `${folder}/app.sock`], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void worker.kill("SIGKILL"));
  const said = (): Promise<unknown> => new Promise((resolve) => worker.stdout?.once("data", resolve));
  // Not the socket's file, which is there before its queue is.
  await said();
  const post = "POST / HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: 4\r\n\r\nbody";
  const shut = said();
  expect(statusesOf((await talk(port, [post], isWhole)).text)).toEqual([200]);
  await shut;
  expect(statusesOf((await talk(port, [post], isWhole)).text)).toEqual([200]);
});

test("lengths below and above 128, and parameters beyond one record", () => {
  const long = "x".repeat(70_000);
  const head = fastcgiHead(
    [
      ["A", "b"],
      ["LONG", long],
    ],
    true,
  );
  // BEGIN_REQUEST: responder, keep.
  expect([...head.subarray(0, 11)]).toEqual([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 1]);
  // Pairs: 1+1+1+1 bytes, then 1+4+4 and the value; in two records, and an empty one at their end.
  expect(head.length).toBe(16 + 4 + 9 + long.length + 3 * 8);
  expect(readRecords(Buffer.from([2, 6, 0, 1, 0, 0, 0, 0])).broken).toBe(true);
  expect(readRecords(Buffer.from([1, 6, 0, 9, 0, 0, 0, 0])).broken).toBe(true);
});

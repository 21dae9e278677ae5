/** Clients that count each request's fate. Rule: an answer that is not 200 is lost, and so is a connection without one. */
import { connect } from "node:net";

const GET = "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n";
// Sent once, whatever happens: no web server may send a POST twice (RFC 9110, 9.2.2).
const POST = `POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 300\r\n\r\n${"x".repeat(300)}`;

/** Requests from `clients` kept connections, GET and POST in turn, as long as `more(asked)`. */
export function load(path, more, clients = 8) {
  const fates = { asked: 0, answered: 0, lost: 0, statuses: {} };
  const run = async () => {
    let socket = null;
    while (more(fates.asked)) {
      const text = fates.asked % 2 ? POST : GET;
      fates.asked += 1;
      const answer = await ask(path, text, socket);
      socket = answer.socket;
      if (answer.status === 200) fates.answered += 1;
      else fates.lost += 1;
      if (answer.status !== 200) fates.statuses[answer.status] = (fates.statuses[answer.status] ?? 0) + 1;
    }
    socket?.destroy();
  };
  const done = Promise.all(Array.from({ length: clients }, run));
  return { fates, done };
}

/** -> { status (0: none), body, text, whole, ms, socket: the connection, when it can be used again } */
export function ask(path, text, kept = null, timeoutMs = 20_000) {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = kept ?? connect(path);
    let found = "";
    const end = (whole) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      const [, status = "0"] = /^HTTP\/1\.1 (\d+)/.exec(found) ?? [];
      const reuse = whole && !/^connection: close/im.test(found);
      if (!reuse) socket.on("error", () => {}).destroy();
      const body = found.slice(found.indexOf("\r\n\r\n") + 4);
      resolve({ status: Number(status), body, text: found, whole, ms: performance.now() - began, socket: reuse ? socket : null });
    };
    const timer = setTimeout(() => end(false), timeoutMs);
    socket.on("error", () => end(false)).on("close", () => end(false));
    socket.on("data", (data) => {
      found += data.toString("latin1");
      if (isWhole(found)) end(true);
    });
    socket.write(text);
  });
}

export const get = (path) => `GET ${path} HTTP/1.1\r\nHost: example.com\r\n\r\n`;

function isWhole(text) {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const [, length] = /^content-length: *(\d+)/im.exec(text.slice(0, head)) ?? [];
  if (length !== undefined) return text.length - head - 4 >= Number(length);
  return text.endsWith("0\r\n\r\n");
}

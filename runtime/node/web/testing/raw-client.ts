/** A client that sends bytes, well-formed or not, and hears bytes. */
import { connect, type Socket } from "node:net";

export type Heard = { readonly text: string; readonly closed: boolean };

/** Sends, and hears until the other side closes, or until `enough` says so, or `patienceMs` have passed. */
export function talk(
  port: number,
  pieces: readonly (string | Buffer)[],
  enough: (text: string) => boolean = () => false,
  patienceMs = 30_000,
): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, closed });
    };
    const timer = setTimeout(() => finish(false), patienceMs);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (enough(text)) finish(false);
    });
    socket
      .on("end", () => finish(true))
      .on("error", () => finish(true))
      .on("close", () => finish(true));
    for (const piece of pieces) socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece);
  });
}

export function openRaw(port: number): Socket {
  return connect({ port, host: "127.0.0.1", allowHalfOpen: true });
}

export function statusesOf(text: string): readonly number[] {
  return [...text.matchAll(/HTTP\/1\.1 ([0-9]{3}) /g)].map(([, status]) => Number(status));
}

export function get(path: string, more = ""): string {
  return `GET ${path} HTTP/1.1\r\nHost: shop.example.com\r\n${more}\r\n`;
}

/** One whole answer by its Content-Length. */
export function isWhole(text: string): boolean {
  const head = text.indexOf("\r\n\r\n");
  const length = /^content-length: ([0-9]+)/im.exec(text.slice(0, head))?.[1];
  return head >= 0 && length !== undefined && text.length >= head + 4 + Number(length);
}

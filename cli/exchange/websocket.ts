/** A websocket client of one message: what comes back is the same bytes, or it is no echo (RFC 6455). */
import { createHash } from "node:crypto";
import type { Socket } from "node:net";

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT = createHash("sha1").update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

export type Echo = { readonly status: number; readonly accepted: boolean; readonly text: string; readonly closeCode: number | null };

export type Handshake = {
  readonly target: string;
  readonly host: string;
  readonly origin: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
};

/** Shakes hands, sends a text, waits for it, closes with 1000 and waits for the answer to that. */
export function echoOn(socket: Socket, { target, host, origin, headers = [] }: Handshake, text: string, patienceMs: number): Promise<Echo> {
  const head = [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${origin}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    `Sec-WebSocket-Key: ${KEY}`,
    "Sec-WebSocket-Version: 13",
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ];
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let said = { status: 0, accepted: false };
    let isOpen = false;
    let heard = "";
    const end = (closeCode: number | null): void => {
      socket.destroy();
      resolve({ ...said, text: heard, closeCode });
    };
    socket.setTimeout(patienceMs, () => reject(new Error(`the websocket fell silent: ${received.toString("latin1")}`)));
    socket.on("error", reject);
    socket.on("close", () => end(null));
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (!isOpen) {
        const at = received.indexOf("\r\n\r\n");
        if (at === -1) return;
        const answer = received.subarray(0, at).toString("latin1");
        said = { status: Number(answer.slice(9, 12)), accepted: answer.includes(ACCEPT) };
        if (said.status !== 101) return end(null);
        isOpen = true;
        received = received.subarray(at + 4);
        socket.write(frame(1, Buffer.from(text)));
      }
      for (;;) {
        const got = readFrame(received);
        if (got === null) return;
        received = received.subarray(got.end);
        if (got.opcode === 8) return end(got.payload.length >= 2 ? got.payload.readUInt16BE() : null);
        if (got.opcode === 1) {
          heard += got.payload.toString();
          socket.write(frame(8, Buffer.from([3, 232])));
        }
      }
    });
    socket.write(head.join("\r\n"));
  });
}

/** A client's frames are masked (RFC 6455, section 5.3); a mask of zeroes changes nothing. */
export function frame(opcode: number, payload: Buffer, fin = true): Buffer {
  const size =
    payload.length < 126
      ? [payload.length]
      : payload.length < 65536
        ? [126, payload.length >> 8, payload.length & 255]
        : [127, 0, 0, 0, 0, ...int32(payload.length)];
  const [first = 0, ...more] = size;
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode, 0x80 | first, ...more, 0, 0, 0, 0]), payload]);
}

const int32 = (value: number): number[] => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

export function readFrame(bytes: Buffer): { readonly opcode: number; readonly payload: Buffer; readonly end: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 127;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) return null;
  return { opcode: bytes.readUInt8(0) & 15, payload: bytes.subarray(start, start + length), end: start + length };
}

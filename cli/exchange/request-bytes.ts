/** A request as the bytes that go out: nothing is normalised, so that it may be malformed. */
import type { Ask, Body } from "../../generators/probes/probe.ts";

export type RequestBytes = {
  readonly method: string;
  readonly head: Buffer;
  readonly body: Buffer;
  /** The body is sent when it is asked for (Expect: 100-continue). */
  readonly waits: boolean;
};

export type Words = {
  /** Puts in what `{host}` and its kin stand for. */
  readonly fill: (text: string) => string;
  /** Of a request that states no Host. */
  readonly host: string;
  /** Of a request that states no target. */
  readonly target: string;
};

export function requestBytes(ask: Ask, words: Words): RequestBytes {
  const body = bodyOf(ask);
  const text = words.fill(ask.raw ?? headOf(ask, body, words));
  return {
    method: /^\S+/.exec(text)?.[0] ?? "GET",
    head: Buffer.from(text, "latin1"),
    body,
    waits: /^expect: 100-continue\r$/im.test(text),
  };
}

function headOf(ask: Ask, body: Buffer, words: Words): string {
  const fields = fieldsOf(ask, body, words).map(([name, value]) => `${name}: ${value}`);
  return [`${ask.method ?? "GET"} ${ask.target ?? words.target} HTTP/1.1`, ...fields, "", ""].join("\r\n");
}

export function fieldsOf(ask: Ask, body: Buffer, { host }: Pick<Words, "host">): readonly (readonly [name: string, value: string])[] {
  const stated = ask.headers ?? [];
  const isStated = (name: string) => stated.some(([field]) => field.toLowerCase() === name);
  const usual: [string, string][] = [
    ["Host", host],
    ["Connection", "close"],
    ...(ask.chunkBytes !== undefined ? [["Transfer-Encoding", "chunked"] as [string, string]] : []),
    ...(ask.body !== undefined && ask.chunkBytes === undefined ? [["Content-Length", String(body.length)] as [string, string]] : []),
  ];
  return [
    ...usual.filter(([name]) => !isStated(name.toLowerCase())),
    ...stated.filter((field): field is readonly [string, string] => field[1] !== null),
  ];
}

function bodyOf({ body, chunkBytes }: Ask): Buffer {
  const bytes = bytesOf(body ?? "");
  return chunkBytes === undefined ? bytes : chunked(bytes, chunkBytes);
}

export function bytesOf(body: Body): Buffer {
  return typeof body === "string" ? Buffer.from(body) : Buffer.alloc(body.bytes, "b");
}

function chunked(bytes: Buffer, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const data = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

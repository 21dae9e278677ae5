/** A worker's bytes as an answer: by SCGI a CGI answer as it is, by FastCGI in records with an end. No I/O here. */
import { readCgiHead } from "./cgi-head.ts";
import { readRecords } from "./fastcgi.ts";
import type { Receiver } from "./receiver.ts";

const EMPTY = Buffer.alloc(0);

export type Reader = {
  take(chunk: Buffer): boolean;
  readonly state: "reading" | "done" | "malformed";
  readonly headDone: boolean;
  readonly heard: boolean;
  /** Bytes after the answer's end, of which there should be none. */
  readonly rest: number;
};

export function readAnswer(link: "scgi" | "fastcgi", complain: (text: string) => void, receiver: Receiver): Reader {
  let held: Buffer = EMPTY;
  let pending: Buffer = EMPTY;
  const reader = {
    state: "reading" as Reader["state"],
    headDone: false,
    heard: false,
    rest: 0,
    take: link === "scgi" ? takeBody : takeRecords,
  };

  function takeBody(chunk: Buffer): boolean {
    reader.heard = true;
    if (reader.headDone) return receiver.data(chunk);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const read = readCgiHead(held);
    if (read === "malformed") reader.state = "malformed";
    if (typeof read === "string") return true;
    reader.headDone = true;
    receiver.head(read.head);
    const body = held.subarray(read.bodyAt);
    held = EMPTY;
    return body.length === 0 || receiver.data(body);
  }

  function takeRecords(chunk: Buffer): boolean {
    reader.heard = true;
    const read = readRecords(pending.length === 0 ? chunk : Buffer.concat([pending, chunk]));
    pending = read.rest;
    for (const text of read.stderr) complain(text.toString("utf8"));
    let wantsMore = true;
    for (const piece of read.stdout) if (reader.state === "reading") wantsMore = takeBody(piece) && wantsMore;
    // What came before it still counts: a worker that gives up says so in the same breath.
    if (read.broken) reader.state = "malformed";
    if (read.ended && reader.state === "reading") {
      reader.state = reader.headDone ? "done" : "malformed";
      reader.rest = pending.length;
    }
    return wantsMore;
  }

  return reader;
}

/** A body that is passed on as it comes, for rows that stream: limits hold, nothing is kept. */
import type { IncomingMessage } from "node:http";
import type { Body } from "./body.ts";

export class BodyRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`body refused with ${status}`);
    this.status = status;
  }
}

/** `expectedBytes` null: it comes in chunks, and its length is not known. */
export function liveBody(request: IncomingMessage, expectedBytes: number | null, limitBytes: number): Body {
  return {
    bytes: expectedBytes ?? 0,
    chunks: [],
    file: null,
    live: { pieces: () => pieces(request, limitBytes), chunked: expectedBytes === null },
    release: () => {},
  };
}

async function* pieces(request: IncomingMessage, limitBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  // destroyOnReturn: a refusal is still to be answered on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece: Buffer = chunk;
    bytes += piece.length;
    if (bytes > limitBytes) throw new BodyRefused(413);
    yield piece;
  }
}

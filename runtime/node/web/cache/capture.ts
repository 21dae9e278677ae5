/** A receiver that keeps a copy of what passes through it, where it may be kept. */
import type { AnswerHead, Receiver } from "../link/receiver.ts";
import { ANSWER_BYTES_MAX, type Kept } from "./micro-cache.ts";
import { keepMs } from "./storable.ts";

type Times = { readonly timeS: number; readonly staleS: number };

export function capture(
  receiver: Receiver,
  { timeS, staleS }: Times,
  now: { steadyMs(): number; wallMs(): number },
  keep: (kept: Kept) => void,
  done: () => void,
): Receiver {
  let head: AnswerHead | null = null;
  let chunks: Buffer[] = [];
  let bytes = 0;
  return {
    head: (found) => {
      head = keepMs(found, timeS, now.wallMs()) > 0 ? found : null;
      if (head === null) done();
      receiver.head(found);
    },
    data: (chunk) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) head = null;
      if (head === null) chunks = [];
      else chunks.push(chunk);
      return receiver.data(chunk);
    },
    end: () => {
      if (head !== null && isWhole(head, bytes)) {
        const freshUntilMs = now.steadyMs() + keepMs(head, timeS, now.wallMs());
        keep({ head, chunks, bytes, freshUntilMs, staleUntilMs: freshUntilMs + staleS * 1000 });
      }
      done();
      receiver.end();
    },
    fault: (fault) => {
      done();
      receiver.fault(fault);
    },
  };
}

function isWhole({ fields }: AnswerHead, bytes: number): boolean {
  const length = fields.find(([name]) => name.toLowerCase() === "content-length")?.[1];
  return length === undefined || bytes === 0 || Number(length) === bytes;
}

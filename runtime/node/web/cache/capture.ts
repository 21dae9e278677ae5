/** A receiver that keeps a copy of what passes through it, where it may be kept. */
import type { AnswerHead, Receiver } from "../link/receiver.ts";
import { ANSWER_BYTES_MAX, type Kept, type MicroCache } from "./micro-cache.ts";
import { keepMs } from "./storable.ts";

type Rules = { readonly timeS: number; readonly staleS: number; readonly isHead: boolean };

export function capture(
  receiver: Receiver,
  { timeS, staleS, isHead }: Rules,
  now: { steadyMs(): number; wallMs(): number },
  { reserve, release }: Pick<MicroCache, "reserve" | "release">,
  keep: (kept: Kept) => void,
  done: () => void,
): Receiver & { readonly leave: () => void } {
  let head: AnswerHead | null = null;
  let chunks: Buffer[] = [];
  let bytes = 0;

  /** Not kept, or kept elsewhere: either way nothing is held here. */
  function letGo(): void {
    release(bytes);
    head = null;
    chunks = [];
    bytes = 0;
  }

  function leave(): void {
    letGo();
    done();
  }

  function hold(chunk: Buffer): void {
    if (head === null) return;
    if (bytes + chunk.length > ANSWER_BYTES_MAX || !reserve(chunk.length)) return letGo();
    bytes += chunk.length;
    chunks.push(chunk);
  }

  return {
    leave,
    head: (found) => {
      head = keepMs(found, timeS, now.wallMs()) > 0 ? found : null;
      if (head === null) done();
      receiver.head(found);
    },
    data: (chunk) => {
      hold(chunk);
      return receiver.data(chunk);
    },
    end: () => {
      if (head !== null && (isHead || isWhole(head, bytes))) {
        const freshUntilMs = now.steadyMs() + keepMs(head, timeS, now.wallMs());
        keep({ head, body: ownCopy(chunks, bytes), freshUntilMs, staleUntilMs: freshUntilMs + staleS * 1000 });
      }
      leave();
      receiver.end();
    },
    fault: (fault) => {
      leave();
      receiver.fault(fault);
    },
  };
}

/** What is read is a piece of something larger, which would be held with it. */
function ownCopy(chunks: readonly Buffer[], bytes: number): Buffer {
  const body = Buffer.allocUnsafeSlow(bytes);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(body, at);
  return body;
}

function isWhole({ fields }: AnswerHead, bytes: number): boolean {
  const length = fields.find(([name]) => name.toLowerCase() === "content-length")?.[1];
  return length === undefined || Number(length) === bytes;
}

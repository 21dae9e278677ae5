/**
 * The client's end of an app's answer: memory up to a bound, then disk, so that a slow client
 * holds neither a worker nor memory. A stream is never put aside: its worker waits for its client.
 */
import { abort, cutOff } from "./abort.ts";
import { type AnswerSpool, createAnswerSpool } from "./answer-spool.ts";
import type { Exchange } from "./exchange.ts";
import { watchSending } from "./sending.ts";

/** Where bytes go next: the response, or a compressor before it. */
export type Outlet = { write(chunk: Buffer): void; end(): void; heldBytes(): number };

export type ClientSink = {
  /** False: enough for now; `wantMore` asks for more. */
  write(chunk: Buffer): boolean;
  end(): void;
  /** The rest will not come: what is on its way arrives, and the connection ends before the answer does. */
  cut(hasLength: boolean): void;
  /** Something was taken from the outlet. */
  drained(): void;
};

const HELD_BYTES_MAX = 256 * 1024;

export function createClientSink(exchange: Exchange, outlet: () => Outlet, aside: boolean, wantMore: () => void): ClientSink {
  const { response, site } = exchange;
  const sending = watchSending(response, site.settings.limits.sendTimeS * 1000);
  let spool: AnswerSpool | null = null;
  let ended = false;
  let pumping = false;

  const isFull = (): boolean => outlet().heldBytes() >= HELD_BYTES_MAX;

  function finish(): void {
    sending.ending();
    outlet().end();
  }

  async function pump(from: AnswerSpool): Promise<void> {
    if (pumping) return;
    pumping = true;
    while (!response.destroyed && !isFull()) {
      const chunk = await from.take();
      if (chunk === null) break;
      outlet().write(chunk);
      // As soon as there is room, not when all is taken: a worker must not stand still for as long as that takes.
      if (!ended && from.hasRoom()) wantMore();
    }
    pumping = false;
    if (response.destroyed) return;
    if (isFull()) return sending.stalled();
    if (!from.isEmpty()) return;
    if (ended) finish();
    else wantMore();
  }

  function carryOn(from: AnswerSpool): void {
    pump(from).catch(() => abort(response));
  }

  function putAside(chunk: Buffer): boolean {
    if (spool === null) {
      const own: AnswerSpool = createAnswerSpool(
        site.spoolFolder,
        {
          written: () => {
            carryOn(own);
            // The disk took it, so the worker may go on, whatever the client does.
            if (!ended && own.hasRoom()) wantMore();
          },
          fault: () => abort(response),
        },
        site.bounds.spool,
      );
      spool = own;
      response.once("close", () => own.close());
    }
    return spool.push(chunk);
  }

  return {
    write: (chunk) => {
      if (spool !== null && !spool.isEmpty()) return putAside(chunk);
      if (!isFull()) {
        outlet().write(chunk);
        if (!isFull()) return true;
        sending.stalled();
        return aside;
      }
      if (aside) return putAside(chunk);
      outlet().write(chunk);
      return false;
    },
    end: () => {
      ended = true;
      if (spool === null || spool.isEmpty()) finish();
      else carryOn(spool);
    },
    cut: (hasLength) => {
      sending.ending();
      cutOff(response, hasLength);
    },
    drained: () => {
      sending.moved();
      if (spool !== null) carryOn(spool);
      else wantMore();
    },
  };
}

/**
 * The client's end of an app's answer: memory up to a bound, then disk, so that a slow client
 * holds neither a worker nor memory. A stream is never put aside: its worker waits for its client.
 */
import { abort, cutOff } from "./abort.ts";
import { type AnswerSpool, createAnswerSpool } from "./answer-spool.ts";
import type { Exchange } from "./exchange.ts";
import { type Sending, watchSending } from "./sending.ts";

/** Where bytes go next: the response, or a compressor before it. */
export type Outlet = { write(chunk: Buffer): void; end(): void; heldBytes(): number };

export type ClientSink = {
  /** False: enough for now; `wantMore` asks for more. */
  write(chunk: Buffer): boolean;
  end(): void;
  /** The rest will not come: what is on its way arrives, and the connection ends before the answer does. */
  cut(hasLength: boolean): void;
  /** Something was taken from the outlet. Handed around as it is. */
  readonly drained: () => void;
};

const HELD_BYTES_MAX = 256 * 1024;

export function createClientSink(exchange: Exchange, outlet: () => Outlet, aside: boolean, wantMore: () => void): ClientSink {
  return new ResponseSink(exchange, outlet, aside, wantMore);
}

class ResponseSink implements ClientSink {
  readonly #exchange: Exchange;
  readonly #outlet: () => Outlet;
  /** What the client does not take yet may be put aside. */
  readonly #aside: boolean;
  readonly #wantMore: () => void;
  readonly #sending: Sending;
  #spool: AnswerSpool | null = null;
  #ended = false;
  #pumping = false;

  constructor(exchange: Exchange, outlet: () => Outlet, aside: boolean, wantMore: () => void) {
    this.#exchange = exchange;
    this.#outlet = outlet;
    this.#aside = aside;
    this.#wantMore = wantMore;
    this.#sending = watchSending(exchange.response, exchange.site.settings.limits.sendTimeS * 1000);
  }

  write(chunk: Buffer): boolean {
    if (this.#spool !== null && !this.#spool.isEmpty()) return this.#putAside(chunk);
    if (!this.#isFull()) {
      this.#outlet().write(chunk);
      if (!this.#isFull()) return true;
      this.#sending.stalled();
      return this.#aside;
    }
    if (this.#aside) return this.#putAside(chunk);
    this.#outlet().write(chunk);
    return false;
  }

  end(): void {
    this.#ended = true;
    if (this.#spool === null || this.#spool.isEmpty()) this.#finish();
    else this.#carryOn(this.#spool);
  }

  cut(hasLength: boolean): void {
    this.#sending.ending();
    cutOff(this.#exchange.response, hasLength);
  }

  readonly drained = (): void => {
    this.#sending.moved();
    if (this.#spool !== null) this.#carryOn(this.#spool);
    else this.#wantMore();
  };

  #isFull(): boolean {
    return this.#outlet().heldBytes() >= HELD_BYTES_MAX;
  }

  #finish(): void {
    this.#sending.ending();
    this.#outlet().end();
  }

  #putAside(chunk: Buffer): boolean {
    this.#spool ??= this.#openSpool();
    return this.#spool.push(chunk);
  }

  #openSpool(): AnswerSpool {
    const { response, site } = this.#exchange;
    const own: AnswerSpool = createAnswerSpool(
      site.spoolFolder,
      { written: () => this.#written(own), fault: () => abort(response) },
      site.bounds.spool,
    );
    response.once("close", () => own.close());
    return own;
  }

  /** The disk took it, so the worker may go on, whatever the client does. */
  #written(own: AnswerSpool): void {
    this.#carryOn(own);
    if (!this.#ended && own.hasRoom()) this.#wantMore();
  }

  #carryOn(from: AnswerSpool): void {
    this.#pump(from).catch(() => abort(this.#exchange.response));
  }

  async #pump(from: AnswerSpool): Promise<void> {
    const { response } = this.#exchange;
    if (this.#pumping) return;
    this.#pumping = true;
    while (!response.destroyed && !this.#isFull()) {
      const chunk = await from.take();
      if (chunk === null) break;
      this.#outlet().write(chunk);
      // As soon as there is room, not when all is taken: a worker must not stand still for as long as that takes.
      if (!this.#ended && from.hasRoom()) this.#wantMore();
    }
    this.#pumping = false;
    if (response.destroyed) return;
    if (this.#isFull()) return this.#sending.stalled();
    if (!from.isEmpty()) return;
    if (this.#ended) this.#finish();
    else this.#wantMore();
  }
}

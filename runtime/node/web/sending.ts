/** A client that stops reading is let go: between two steps of the answer no more than `send_time`. */
import type { ServerResponse } from "node:http";
import { abort } from "./abort.ts";
import type { Exchange } from "./exchange.ts";

export type Sending = {
  /** Bytes wait for the client. */
  stalled(): void;
  /** It took them. */
  moved(): void;
  /** The last bytes are on their way. */
  ending(): void;
};

export function watchSending(response: ServerResponse, stallMs: number): Sending {
  let timer: NodeJS.Timeout | null = null;
  let isEnding = false;
  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const stalled = (): void => {
    timer ??= setTimeout(() => abort(response), stallMs);
  };
  const moved = (): void => {
    clear();
    if (isEnding) stalled();
  };
  const ending = (): void => {
    isEnding = true;
    stalled();
  };
  response.once("close", clear);
  return { stalled, moved, ending };
}

/** However short an answer is: a client that reads nothing does not take it. */
export function endAnswer({ response, site }: Exchange, last?: Buffer): void {
  watchSending(response, site.settings.limits.sendTimeS * 1000).ending();
  response.end(last);
}

/** A client that stops reading is let go: between two steps of the answer no more than `send_time`. */
import type { ServerResponse } from "node:http";
import { abort } from "./answer.ts";

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
  const moved = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const stalled = (): void => {
    timer ??= setTimeout(() => abort(response), stallMs);
  };
  response.once("close", moved);
  return { stalled, moved, ending: stalled };
}

/** An answer through a compressor to the client; the compressor waits when the client does. */
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import type { Outlet } from "../client-sink.ts";
import type { Exchange } from "../exchange.ts";
import type { Coding } from "./choose.ts";

export function compressInto({ response, site }: Exchange, coding: Coding, drained: () => void): Outlet {
  const { level } = site.settings.compression;
  const compressor =
    coding === "br" ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: level } }) : createGzip({ level });
  compressor.on("drain", drained);
  compressor.pipe(response);
  response.once("close", () => compressor.destroy());
  return {
    write: (chunk) => void compressor.write(chunk),
    end: () => void compressor.end(),
    heldBytes: () => compressor.writableLength + response.writableLength,
  };
}

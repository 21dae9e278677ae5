/** The `.br` or `.gz` beside a file, made at build time, where the client takes it and it is not older than the file. */

import { accepts } from "../compress/accepts.ts";
import type { Compression } from "../settings.ts";
import { type Opened, openNamed } from "./open-file.ts";

export type Encoded = { readonly opened: Opened; readonly encoding: "br" | "gzip" };

export async function openPrecompressed(
  plain: Opened,
  acceptEncoding: string | null,
  { precompressed, brotli }: Compression,
): Promise<Encoded | null> {
  if (!precompressed || acceptEncoding === null) return null;
  if (brotli && accepts(acceptEncoding, "br")) {
    const opened = await openFresh(`${plain.path}.br`, plain);
    if (opened !== null) return { opened, encoding: "br" };
  }
  if (!accepts(acceptEncoding, "gzip")) return null;
  const opened = await openFresh(`${plain.path}.gz`, plain);
  return opened === null ? null : { opened, encoding: "gzip" };
}

async function openFresh(path: string, plain: Opened): Promise<Opened | null> {
  const opened = await openNamed(path);
  // Seconds: archives keep no fractions, so both may carry the time of one build.
  if (opened === null || Math.ceil(opened.modifiedMs / 1000) >= Math.floor(plain.modifiedMs / 1000)) return opened;
  await opened.file.close();
  return null;
}

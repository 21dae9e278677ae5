/** What holds for every file: compressed twins, and media types. */
import { BYTES, MEDIA_TYPES } from "../../plan/media-types.ts";
import type { Given } from "./facts.ts";

export function fileRulesView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { precompressed, gzip, brotli } = web.compression;
  const at = "web.compression.precompressed";
  return { gzip: precompressed && gzip ? q.section(at) : null, brotli: precompressed && brotli ? q.section(at) : null };
}

export function typesView({ q }: Pick<Given, "q">) {
  const from = { rule: "F11" } as const;
  const type = (name: string) => q.keyword(name, from);
  return {
    bytes: type(BYTES),
    types: MEDIA_TYPES.map((row) => ({ type: type(row.type), endings: row.endings.map((ending) => q.keyword(ending, from)) })),
    // text/html is always one; to list it is a warning.
    texts: MEDIA_TYPES.filter((row) => row.isText && row.type !== "text/html").map((row) => type(row.type)),
  };
}

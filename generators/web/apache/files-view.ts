/** Files by URL. Both sides of an Alias end in a slash, or neither (RULES F1). */
import type { Emit } from "../../layer.ts";
import { quoteApache } from "../../quote/apache.ts";
import { cacheControl, HASHED_NAME, IMMUTABLE, UPLOAD_POLICY } from "../static-files.ts";
import type { Facts, FileRow } from "./facts.ts";

export function filesView(emit: Emit, facts: Facts) {
  const q = quoteApache(emit);
  const rows = facts.fileRows;
  const statics = rows.filter(({ serve }) => serve.kind === "static");
  const encodings = encodingsOf(emit);
  return {
    from: { precompressed: q.section("web.compression.precompressed") },
    aliases: rows.map((row) => ({
      // A single file is its URL and nothing below it.
      pattern: row.exact ? q.urlPattern(row.path, row.at) : null,
      url: q.url(urlOf(row), row.at),
      target: q.path(targetOf(row), row.at),
    })),
    folders: rows.filter(({ serve }) => serve.kind !== "file").map((row) => ({ pattern: q.urlPattern(urlOf(row), row.at) })),
    types: TYPES.map(([extension, type]) => ({
      extension: q.word(extension, "web.compression.types"),
      type: q.word(type, "web.compression.types"),
    })),
    precompressed:
      encodings.length === 0 || statics.length === 0
        ? null
        : statics.flatMap((row) =>
            encodings.map(([token, extension]) => ({
              token: q.word(token, "web.compression.precompressed"),
              extension: q.word(extension, "web.compression.precompressed"),
              folder: q.pathPart(folderOf(row), row.at),
              pattern: q.urlPattern(urlOf(row), row.at),
              url: q.urlPart(urlOf(row), row.at),
            })),
          ),
    // Shortest first: a folder inside another has the last word.
    directories: [...rows].reverse().map((row) => directoryView(row, encodings.length > 0, q)),
  };
}

function directoryView(row: FileRow, precompressed: boolean, q: ReturnType<typeof quoteApache>) {
  const { serve, at } = row;
  const isHashed = serve.kind === "static" && serve.hashed;
  return {
    from: { section: q.section(at) },
    folder: q.path(folderOf(row), at),
    single: serve.kind === "file" ? q.fileName(nameOf(serve.file), at) : null,
    hashed: isHashed ? q.expression(HASHED_NAME, { rule: "F4" }) : null,
    immutable: q.headerValue(IMMUTABLE, { rule: "F4" }),
    cacheControl: q.headerValue(cacheControl(serve), at),
    varies: serve.kind === "static" && precompressed,
    upload: serve.kind === "media" ? q.headerValue(UPLOAD_POLICY, { rule: "media" }) : null,
  };
}

const slashed = (path: string): string => (path.endsWith("/") ? path : `${path}/`);

const urlOf = ({ serve, path }: FileRow): string => (serve.kind === "file" ? path : slashed(path));

const targetOf = ({ serve }: FileRow): string => (serve.kind === "file" ? serve.file : slashed(serve.folder));

function folderOf({ serve }: FileRow): string {
  return serve.kind === "file" ? serve.file.slice(0, serve.file.lastIndexOf("/")) : serve.folder;
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

type Encoding = readonly [token: string, extension: string];

/** Better first; the last rule that matches would win, so each ends the rules. */
function encodingsOf({ plan }: Emit): readonly Encoding[] {
  const { precompressed, brotli } = plan.web.compression;
  if (!precompressed) return [];
  return [...(brotli ? [["br", "br"] as const] : []), ["gzip", "gz"] as const];
}

/** What is worth compressing at build time: the types /etc/mime.types would give. */
const TYPES: readonly (readonly [string, string])[] = [
  ["css", "text/css"],
  ["js", "text/javascript"],
  ["mjs", "text/javascript"],
  ["json", "application/json"],
  ["map", "application/json"],
  ["svg", "image/svg+xml"],
  ["xml", "application/xml"],
  ["txt", "text/plain"],
  ["html", "text/html"],
  ["wasm", "application/wasm"],
  ["webmanifest", "application/manifest+json"],
  ["ttf", "font/ttf"],
  ["otf", "font/otf"],
  ["ico", "image/vnd.microsoft.icon"],
];

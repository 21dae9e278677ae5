import { BYTES, CHARSET, MEDIA_TYPES, mediaTypeOf, NAMED_TYPES } from "../../plan/media-types.ts";
import { cacheControl, HASHED_NAME, HIDDEN, IMMUTABLE, UPLOAD_POLICY } from "../static-files.ts";
import type { FileRow, Given } from "./facts.ts";
import { snippetFile } from "./names.ts";

export function filesView(given: Given) {
  const { facts, q } = given;
  const rows = facts.fileRows;
  const statics = rows.filter(({ serve }) => serve.kind === "static");
  const encodings = encodingsOf(given);
  return {
    from: { precompressed: q.section("web.compression.precompressed"), types: q.section({ rule: "F11" }) },
    aliases: rows.map((row) => ({
      // A single file is its URL and nothing below it.
      pattern: row.exact ? q.urlPattern(row.path, row.at) : null,
      url: q.url(urlOf(row), row.at),
      target: q.path(targetOf(row), row.at),
    })),
    folders: rows.filter(isFolder).map((row) => ({
      pattern: q.urlPattern(urlOf(row), row.at),
      except: exceptions(row, given),
      hidden: q.expression(HIDDEN, { rule: "F1" }),
    })),
    links: rows.filter(isFolder).map((row) => ({
      folder: q.pathPart(folderOf(row), row.at),
      pattern: q.urlPattern(urlOf(row), row.at),
      followed: row.serve.kind === "static",
    })),
    types: q.mapFile(snippetFile(given.plan, "types.map"), { rule: "F11" }),
    // Braces of Apache's beside a tag of the template's would be read as part of it.
    byName: q.expression(`\${stackc_types:\${stackc_lower:$1}|${BYTES}}`, { rule: "F11" }),
    singles: rows
      .filter((row) => !isFolder(row))
      .map((row) => ({ pattern: q.urlPattern(row.path, row.at), type: q.word(mediaTypeOf(targetOf(row)).type, { rule: "F11" }) })),
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
    directories: [...rows].reverse().map((row) => directoryView(row, encodings.length > 0, given)),
  };
}

function directoryView(row: FileRow, precompressed: boolean, { plan, q }: Given) {
  const { serve, at } = row;
  const stated = cacheControl(serve, plan.web);
  const isHashed = serve.kind === "static" && serve.hashed && stated !== null;
  return {
    from: { section: q.section(at) },
    folder: q.path(folderOf(row), at),
    // A static folder is the project's own, made by its build (`collectstatic --link`).
    options: q.word(serve.kind === "media" ? "None" : "FollowSymLinks", at),
    charset: q.word(CHARSET, { rule: "F11" }),
    single: serve.kind === "file" ? q.fileName(nameOf(serve.file), at) : null,
    hashed: isHashed ? q.expression(HASHED_NAME, { rule: "F4" }) : null,
    immutable: q.headerValue(IMMUTABLE, { rule: "F4" }),
    cacheControl: stated === null ? null : q.headerValue(stated, at),
    varies: serve.kind === "static" && precompressed,
    upload: serve.kind === "media" ? q.headerValue(UPLOAD_POLICY, { rule: "media" }) : null,
  };
}

const isFolder = ({ serve }: FileRow): boolean => serve.kind !== "file";

/** Rows of their own below a folder's URL whose own URLs have a dot there. */
function exceptions(row: FileRow, { plan, q }: Pick<Given, "plan" | "q">) {
  const url = urlOf(row);
  const inside = plan.locations.filter(
    ({ path }) => path.startsWith(url) && path !== url && new RegExp(`^${HIDDEN}`).test(path.slice(url.length)),
  );
  return inside.length === 0 ? null : inside.map(({ path, exact, at }) => q.pathEnd({ path: path.slice(url.length), exact }, at));
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
function encodingsOf({ plan }: Pick<Given, "plan">): readonly Encoding[] {
  const { precompressed, brotli } = plan.web.compression;
  if (!precompressed) return [];
  return [...(brotli ? [["br", "br"] as const] : []), ["gzip", "gz"] as const];
}

/** types.map: a name's media type. */
export function typesView({ q }: Given) {
  const word = (value: string) => q.word(value, { rule: "F11" });
  return {
    endings: MEDIA_TYPES.flatMap(({ type, endings }) => endings.map((ending) => ({ ending: word(ending), type: word(type) }))),
    names: NAMED_TYPES.map(([name, type]) => ({ name: word(name), type: word(type) })),
  };
}

/**
 * The artifact's own description, manifest.json: what is in it and where every line comes from.
 *
 * Its text is JSON.stringify's, one origin and one file to a line, so that two releases compare
 * well. Its SHA-256 covers all files through their own, so it names the release.
 */
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Artifact } from "../artifact.ts";
import type { Plan } from "../plan/plan.ts";
import type { File } from "../render/file.ts";
import type { Origin } from "../render/origin.ts";
import { VERSION } from "../version.ts";
import { indexOrigins, type OriginIndex } from "./origins.ts";

export const MANIFEST_PATH = "manifest.json";
const FORMAT = 1;
const HASH_DIGITS = 12;

/** A file as the manifest lists it: `lines` are `[first, last, indexes into origins]`. */
export type FileEntry = {
  readonly path: string;
  /** Octal text: `0644`. */
  readonly mode: string;
  readonly size: number;
  readonly sha256: string;
  readonly lines: readonly (readonly [first: number, last: number, origins: readonly number[]])[];
};

export type Pairing = {
  readonly app: string;
  readonly mount: string;
  readonly web: string;
  readonly wsgi: string;
  readonly framework: string;
  /** What framework and WSGI server speak. */
  readonly appLink: string;
  /** What WSGI server and web server speak. */
  readonly webLink: string;
};

export type Manifest = {
  readonly format: number;
  readonly compiler: string;
  readonly name: string;
  readonly environment: string | null;
  readonly os: string;
  readonly place: string;
  readonly pairings: readonly Pairing[];
  readonly origins: readonly Origin[];
  readonly files: readonly FileEntry[];
};

/** Of a text's UTF-8 bytes; `sha256` in hexadecimal digits. */
export type Measure = (text: string) => { readonly size: number; readonly sha256: string };

/** A caller with a native SHA-256 may lend it; the digits are the same. */
export function makeArtifact(plan: Plan, files: readonly File[], measure: Measure = measureText): Artifact {
  const text = printManifest(plan, sortByPath(files), measure);
  return { plan, files: sortByPath([...files, asFile(text)]), hash: measure(text).sha256.slice(0, HASH_DIGITS) };
}

function measureText(text: string): ReturnType<Measure> {
  const bytes = utf8ToBytes(text);
  return { size: bytes.length, sha256: hashBytes(bytes) };
}

export function hashBytes(bytes: Uint8Array): string {
  return bytesToHex(nobleSha256(bytes));
}

function printManifest(plan: Plan, files: readonly File[], measure: Measure): string {
  const head: Omit<Manifest, "origins" | "files"> = {
    format: FORMAT,
    compiler: VERSION,
    name: plan.name,
    environment: plan.environment,
    os: plan.os.name,
    place: plan.place.kind,
    pairings: plan.apps.map((app) => pairingOf(plan, app)),
  };
  const facts = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  const { origins, numberOf } = indexOrigins(files);
  const rows = files.map((file) => printEntry(file, measure(file.text), numberOf));
  return `{\n${facts.join("")}  "origins": ${printRows(origins.map((origin) => JSON.stringify(origin)))},\n  "files": ${printRows(rows)}\n}\n`;
}

function pairingOf(plan: Plan, app: Plan["apps"][number]): Pairing {
  const { name, appLink, webLink } = app.server;
  return { app: app.name, mount: app.mount, web: plan.web.server, wsgi: name, framework: app.framework, appLink, webLink };
}

/** A FileEntry as JSON.stringify prints it, made without one: a thousand apps have 150,000 ranges of lines. */
function printEntry({ path, mode, lines }: File, measured: ReturnType<Measure>, numberOf: OriginIndex["numberOf"]): string {
  const facts = JSON.stringify({ path, mode: octal(mode), ...measured });
  let ranges = "";
  for (const { first, last, origins } of lines)
    ranges += `${ranges === "" ? "" : ","}[${first},${last},[${origins.map(numberOf).join(",")}]]`;
  return `${facts.slice(0, -1)},"lines":[${ranges}]}`;
}

export function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

function printRows(rows: readonly string[]): string {
  return rows.length === 0 ? "[]" : `[\n    ${rows.join(",\n    ")}\n  ]`;
}

/** The manifest does not list itself: it cannot hold its own hash. */
function asFile(text: string): File {
  const last = text.split("\n").length - 1;
  return { path: MANIFEST_PATH, mode: 0o644, text, lines: [{ first: 1, last, origins: [{ kind: "rule", id: "manifest" }] }] };
}

/** By UTF-16 unit, never by locale. */
function sortByPath(files: readonly File[]): File[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

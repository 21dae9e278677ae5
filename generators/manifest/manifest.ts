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

/** `sha256` gives hexadecimal digits; a caller with a native one may lend it, the digits are the same. */
export function makeArtifact(plan: Plan, files: readonly File[], sha256: Hash = hashBytes): Artifact {
  const manifest = describe(plan, sortByPath(files), sha256);
  const text = printManifest(manifest);
  return { plan, files: sortByPath([...files, asFile(text)]), hash: sha256(utf8ToBytes(text)).slice(0, HASH_DIGITS) };
}

export type Hash = (bytes: Uint8Array) => string;

export function hashBytes(bytes: Uint8Array): string {
  return bytesToHex(nobleSha256(bytes));
}

function describe(plan: Plan, files: readonly File[], sha256: Hash): Manifest {
  const index = indexOrigins(files);
  const measure = measurer(sha256);
  return {
    format: FORMAT,
    compiler: VERSION,
    name: plan.name,
    environment: plan.environment,
    os: plan.os.name,
    place: plan.place.kind,
    pairings: plan.apps.map((app) => pairingOf(plan, app)),
    origins: index.origins,
    files: files.map((file) => entryOf(file, index, measure)),
  };
}

function pairingOf(plan: Plan, app: Plan["apps"][number]): Pairing {
  const { name, appLink, webLink } = app.server;
  return { app: app.name, mount: app.mount, web: plan.web.server, wsgi: name, framework: app.framework, appLink, webLink };
}

type Measure = { readonly size: number; readonly sha256: string };

/** The same text is hashed once: apps of a stack share most of their glue. */
function measurer(sha256: Hash): (text: string) => Measure {
  const known = new Map<string, Measure>();
  return (text) => {
    const found = known.get(text) ?? measure(utf8ToBytes(text), sha256);
    known.set(text, found);
    return found;
  };
}

function measure(bytes: Uint8Array, sha256: Hash): Measure {
  return { size: bytes.length, sha256: sha256(bytes) };
}

function entryOf(file: File, index: OriginIndex, measureText: (text: string) => Measure): FileEntry {
  return {
    path: file.path,
    mode: octal(file.mode),
    ...measureText(file.text),
    lines: file.lines.map(({ first, last, origins }) => [first, last, origins.map(index.numberOf)]),
  };
}

export function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

function printManifest({ origins, files, ...head }: Manifest): string {
  const facts = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${facts.join("")}  "origins": ${printRows(origins)},\n  "files": ${printRows(files)}\n}\n`;
}

function printRows(rows: readonly object[]): string {
  return rows.length === 0 ? "[]" : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]`;
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

/**
 * A manifest read back from disk. It may have been edited or planted, and its paths decide what
 * `generate` removes: what is not exactly of our shape, or leaves its folder, is no manifest.
 */
import type { Origin } from "../render/origin.ts";
import type { FileEntry, Manifest } from "./manifest.ts";

/** null for text that is not a manifest of this format. */
export function readManifest(text: string): Manifest | null {
  const data = parseJson(text);
  if (!isRecord(data) || data.format !== 1) return null;
  const { compiler, name, files, origins } = data;
  if (!isText(compiler) || !isText(name) || !Array.isArray(files) || !Array.isArray(origins)) return null;
  if (!files.every(isEntry) || !origins.every(isOrigin)) return null;
  return data as Manifest;
}

/** Relative, `/` between parts, no part that walks: safe to join to the artifact's folder. */
export function isSafePath(path: string): boolean {
  return /^[\w@.+-][\w@.+/-]*$/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function isEntry(value: unknown): value is FileEntry {
  if (!isRecord(value) || !isText(value.path) || !isSafePath(value.path)) return false;
  if (!isText(value.sha256) || !isText(value.mode) || !/^0[0-7]{3}$/.test(value.mode)) return false;
  return Array.isArray(value.lines) && value.lines.every(isRange);
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [first, last, origins]: unknown[] = value;
  return Number.isInteger(first) && Number.isInteger(last) && Array.isArray(origins) && origins.every(Number.isInteger);
}

function isOrigin(value: unknown): value is Origin {
  if (!isRecord(value)) return false;
  return value.kind === "rule" ? isText(value.id) : (value.kind === "yaml" || value.kind === "default") && isText(value.path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

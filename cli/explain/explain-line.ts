/**
 * Which line of stack.yaml, default or rule made a generated line. The artifact's manifest knows
 * the path in stack.yaml; the line there is looked up in the file as it is now.
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { hashBytes, MANIFEST_PATH, type Manifest } from "../../generators/manifest/manifest.ts";
import { readManifest } from "../../generators/manifest/read.ts";
import type { Origin } from "../../generators/render/origin.ts";
import { type Exit, FINE } from "../exit.ts";
import { printableLines } from "../print/printable.ts";
import { advise, refuse } from "../print/words.ts";
import { systemWords } from "../read/system-error.ts";
import type { Terminal } from "../terminal.ts";
import { findStack, type Stackfile } from "./find-stack.ts";
import { printOrigin } from "./print-origin.ts";

export type LinePlace = { readonly path: string; readonly line: number; readonly stackFile: string | null };

export function explainLine({ path, line, stackFile }: LinePlace, terminal: Terminal): Exit {
  const bytes = readBytes(path);
  if (typeof bytes === "string") return refuse(terminal, [bytes]);
  const near = findManifest(resolve(path));
  if (near === null) return refuse(terminal, [`${path} is in no artifact: there is no ${MANIFEST_PATH} of stackc in its folder or above`]);
  const { manifest, folder } = near;
  const inside = relative(folder, resolve(path));
  const entry = manifest.files.find((file) => file.path === inside);
  if (entry === undefined) return refuse(terminal, [`${path} is not a generated file: the artifact's ${MANIFEST_PATH} does not list it`]);
  const range = entry.lines.find(([first, last]) => first <= line && line <= last);
  if (range === undefined) return refuse(terminal, [`${path} has no line ${line}`]);

  if (hashBytes(bytes) !== entry.sha256) advise(terminal, `${path} was changed since it was generated: its lines may have moved`);
  const origins = range[2].flatMap((index) => manifest.origins[index] ?? []);
  terminal.data(printableLines(answer(path, line, bytes, origins, findStack(manifest.name, folder, stackFile))));
  return FINE;
}

function answer(path: string, line: number, bytes: Uint8Array, origins: readonly Origin[], stack: Stackfile | null): string {
  const text = new TextDecoder().decode(bytes).split("\n")[line - 1] ?? "";
  const head = `${path}:${line}: ${text.trim()}\n`;
  return head + origins.map((origin) => `  ${printOrigin(origin, stack)}\n`).join("");
}

/** The nearest manifest, from the file's own folder upwards. */
function findManifest(path: string): { manifest: Manifest; folder: string } | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const bytes = readBytes(join(folder, MANIFEST_PATH));
    const manifest = typeof bytes === "string" ? null : readManifest(new TextDecoder().decode(bytes));
    if (manifest !== null) return { manifest, folder };
    if (folder === dirname(folder)) return null;
  }
}

function readBytes(path: string): Uint8Array | string {
  try {
    return readFileSync(path);
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return `cannot read ${path}: ${words}`;
  }
}

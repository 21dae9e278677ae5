/**
 * A ustar archive (POSIX.1-1988 interchange format) whose bytes depend on its entries alone:
 * no owner, one fixed time, modes as given.
 */
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** `path` ends in `/` for a folder, which has no bytes. */
export type Entry = { readonly path: string; readonly mode: number; readonly bytes: Uint8Array };

const BLOCK = 512;
const NAME_MAX = 100;
const PREFIX_MAX = 155;
/** GNU tar pads to 20 blocks; some readers expect it. */
const RECORD = 20 * BLOCK;
/** 1980-01-01T00:00:00Z: tar calls 1970 "implausibly old", and zip cannot say it. */
const TIME_S = 315_532_800;

export function makeTar(entries: readonly Entry[]): Uint8Array {
  const used = entries.reduce((sum, { bytes }) => sum + BLOCK + padded(bytes.length, BLOCK), 2 * BLOCK);
  const archive = new Uint8Array(padded(used, RECORD));
  let offset = 0;
  for (const entry of entries) {
    archive.set(headerOf(entry), offset);
    archive.set(entry.bytes, offset + BLOCK);
    offset += BLOCK + padded(entry.bytes.length, BLOCK);
  }
  return archive;
}

/** Offsets and widths: POSIX pax, "ustar Interchange Format". */
function headerOf({ path, mode, bytes }: Entry): Uint8Array {
  const { prefix, name } = splitPath(path);
  const header = new Uint8Array(BLOCK);
  const put = (offset: number, text: string): void => header.set(utf8ToBytes(text), offset);
  put(0, name);
  put(100, octal(mode, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(bytes.length, 12));
  put(136, octal(TIME_S, 12));
  put(148, " ".repeat(8));
  put(156, path.endsWith("/") ? "5" : "0");
  put(257, "ustar\u000000");
  put(265, "root");
  put(297, "root");
  put(329, octal(0, 8));
  put(337, octal(0, 8));
  put(345, prefix);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

/** A long path is split at a `/` between prefix and name; artifacts have no path that does not fit. */
function splitPath(path: string): { prefix: string; name: string } {
  if (path.length <= NAME_MAX) return { prefix: "", name: path };
  const cut = path.indexOf("/", path.length - NAME_MAX - 1);
  if (cut < 1 || cut > PREFIX_MAX || cut === path.length - 1) throw new Error(`path too long for ustar: ${path}`);
  return { prefix: path.slice(0, cut), name: path.slice(cut + 1) };
}

function padded(length: number, unit: number): number {
  return Math.ceil(length / unit) * unit;
}

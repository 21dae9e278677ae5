/** Several parts of a file in one answer (RFC 9110, section 14.6): what stands before each, and at the end. No I/O. */
import type { Range } from "./ranges.ts";

export type Part = Range & { readonly before: Buffer };

export type Parts = { readonly parts: readonly Part[]; readonly after: Buffer; readonly bytes: number };

export function partsOf(ranges: readonly Range[], size: number, type: string, boundary: string): Parts {
  const parts = ranges.map(({ start, end }) => ({
    start,
    end,
    before: Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${start}-${end}/${size}\r\n\r\n`),
  }));
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const bytes = parts.reduce((sum, { start, end, before }) => sum + before.length + end - start + 1, after.length);
  return { parts, after, bytes };
}

/** Range requests (RFC 9110, section 14): one part or a few; many, which only cost, are answered whole. No I/O. */

export type Range = { readonly start: number; readonly end: number };

const PARTS_MAX = 16;

/** `end` is the last byte. Null: the whole file. */
export function readRanges(header: string | null, size: number): readonly Range[] | "unsatisfiable" | null {
  const list = header === null ? null : /^bytes=([0-9, -]+)$/.exec(header.trim())?.[1];
  if (list === null || list === undefined) return null;
  const parts = list.split(",", PARTS_MAX + 1).map((part) => readPart(part.trim(), size));
  if (parts.length > PARTS_MAX || parts.includes(null)) return null;
  const ranges = parts.filter((part) => part !== null && part !== "unsatisfiable");
  if (ranges.length === 0) return "unsatisfiable";
  // As nginx: parts that are together more than the whole are a waste (RFC 9110, section 17.15).
  const bytes = ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  return ranges.length > 1 && bytes > size ? null : ranges;
}

function readPart(part: string, size: number): Range | "unsatisfiable" | null {
  const found = /^([0-9]{0,15})-([0-9]{0,15})$/.exec(part);
  if (found === null) return null;
  const [, first = "", last = ""] = found;
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  // A last before the first is no range at all: ignored, as the RFC says.
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}

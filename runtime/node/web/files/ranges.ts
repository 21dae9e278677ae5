/** Range requests (RFC 9110, section 14). One range is served; several, which only cost, are answered whole. No I/O. */

export type Range = { readonly start: number; readonly end: number };

/** `end` is the last byte. Null: the whole file. */
export function readRange(header: string | null, size: number): Range | "unsatisfiable" | null {
  const found = header === null ? null : /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header.trim());
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

/**
 * A request's header fields, read from the raw list that Node keeps: Node's own object joins,
 * drops and renames fields. No I/O here.
 *
 * A field whose name is not letters, digits and hyphens is left out, as nginx does
 * (underscores_in_headers, ignore_invalid_headers): `X_Forwarded_For` and `X-Forwarded-For` are
 * one name to CGI, and only one of them is ours.
 */

export type Field = readonly [name: string, value: string];

export type Fields = {
  /** Lower-case names, in the order they came. */
  readonly list: readonly Field[];
  readonly count: number;
  readonly bytes: number;
  /** Of the longest. */
  readonly fieldBytes: number;
  /** A blank before a colon, which Node 18 keeps in the name; to be refused (RFC 9112, section 5.1). */
  readonly hasBlank: boolean;
};

const NAME = /^[A-Za-z0-9-]+$/;

export function readFields(raw: readonly string[]): Fields {
  const list: Field[] = [];
  let bytes = 0;
  let fieldBytes = 0;
  let count = 0;
  let hasBlank = false;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? "";
    const value = raw[at + 1] ?? "";
    // HTTP/2's pseudo-fields are the request line, not fields.
    if (name.startsWith(":")) continue;
    count += 1;
    const length = name.length + value.length + 4;
    bytes += length;
    if (length > fieldBytes) fieldBytes = length;
    if (NAME.test(name)) list.push([name.toLowerCase(), value]);
    else if (/\s/.test(name)) hasBlank = true;
  }
  return { list, count, bytes, fieldBytes, hasBlank };
}

export function valueOf(fields: readonly Field[], name: string): string | null {
  for (const field of fields) if (field[0] === name) return field[1];
  return null;
}

export function countOf(fields: readonly Field[], name: string): number {
  let count = 0;
  for (const field of fields) if (field[0] === name) count += 1;
  return count;
}

export function hasField(fields: readonly Field[], name: string): boolean {
  return valueOf(fields, name) !== null;
}

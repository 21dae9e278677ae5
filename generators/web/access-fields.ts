/**
 * The JSON access log: one object a request, with the same fields in the same order from every
 * web server, so that what reads the log need not know which one wrote it. Times are in seconds.
 */

export const ACCESS_FIELDS = [
  "time",
  "id",
  "client",
  "method",
  "scheme",
  "host",
  "uri",
  "protocol",
  "status",
  "bytes",
  "request_time",
  "upstream_time",
  "referer",
  "agent",
] as const;

export type AccessField = (typeof ACCESS_FIELDS)[number];

const NUMBERS: readonly AccessField[] = ["status", "bytes", "request_time"];

/** What a web server prints for each field; null leaves one out. `text`: in quotes. */
export function accessFields(printed: Readonly<Record<AccessField, string | null>>) {
  const rows = ACCESS_FIELDS.flatMap((name) => {
    const value = printed[name];
    return value === null ? [] : [{ name, value, text: !NUMBERS.includes(name) && value !== "null" }];
  });
  return rows.map((row, at) => ({ ...row, follows: at > 0 }));
}

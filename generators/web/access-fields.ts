/**
 * The JSON access log: one object a request, with the same fields in the same order from every
 * web server, so that what reads the log need not know which one wrote it. Times are in seconds;
 * `time` is that of the answer's end, `bytes` those of its body, `host` as the client sent it.
 */

/** Text is empty where there is none; a time that nobody measured is null. `id` is left out without request ids. */
export const ACCESS_KINDS = {
  time: "text",
  id: "text",
  client: "text",
  method: "text",
  scheme: "text",
  host: "text",
  uri: "text",
  protocol: "text",
  status: "number",
  bytes: "number",
  request_time: "number",
  upstream_time: "number or null",
  referer: "text",
  agent: "text",
} as const;

export type AccessField = keyof typeof ACCESS_KINDS;

export const ACCESS_FIELDS = Object.keys(ACCESS_KINDS) as readonly AccessField[];

/** What a web server prints for each field; null leaves one out. `text`: in quotes. */
export function accessFields(printed: Readonly<Record<AccessField, string | null>>) {
  const rows = ACCESS_FIELDS.flatMap((name) => {
    const value = printed[name];
    return value === null ? [] : [{ name, value, text: ACCESS_KINDS[name] === "text" }];
  });
  return rows.map((row, at) => ({ ...row, follows: at > 0 }));
}

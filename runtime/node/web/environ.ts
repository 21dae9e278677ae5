/** A request as CGI's variables (RFC 3875, section 4.1; PEP 3333), the same that nginx's layer sends. */
import type { Field } from "./fields.ts";

export type Told = {
  readonly method: string;
  readonly rawTarget: string;
  readonly path: string;
  readonly query: string;
  readonly protocol: string;
  readonly serverName: string;
  readonly serverPort: string;
  readonly address: string;
  readonly scheme: string;
  readonly user: string | null;
  readonly bodyBytes: number;
  readonly fields: readonly Field[];
};

export function environOf(told: Told): Field[] {
  const environ: Field[] = [
    // What is the same in every request comes first: workers compare it in one piece (PROTOCOL.md).
    ["SERVER_NAME", told.serverName],
    ["SERVER_PORT", told.serverPort],
    // The whole path: the app's glue moves the mount to SCRIPT_NAME.
    ["SCRIPT_NAME", ""],
    ["REQUEST_SCHEME", told.scheme],
    ["SERVER_PROTOCOL", told.protocol],
    ["REQUEST_METHOD", told.method],
    ["REQUEST_URI", told.rawTarget],
    ["PATH_INFO", told.path],
    ["QUERY_STRING", told.query],
    ["REMOTE_ADDR", told.address],
    ["CONTENT_LENGTH", String(told.bodyBytes)],
  ];
  if (told.user !== null) environ.push(["REMOTE_USER", told.user], ["AUTH_TYPE", "Basic"]);
  if (told.scheme === "https") environ.push(["HTTPS", "on"]);
  for (const [name, value] of joinFields(told.fields)) {
    environ.push([name === "content-type" ? "CONTENT_TYPE" : variableOf(name), value]);
  }
  return environ;
}

const variables = new Map<string, string>();

function variableOf(name: string): string {
  let variable = variables.get(name);
  if (variable === undefined) {
    variable = `HTTP_${name.toUpperCase().replaceAll("-", "_")}`;
    // Clients make names up: the table must not grow by that.
    if (variables.size < 1000 && name.length < 64) variables.set(name, variable);
  }
  return variable;
}

/** RFC 9110, section 5.3; RFC 6265, section 5.4 for Cookie, which HTTP/2 may split. */
export function joinFields(fields: readonly Field[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of fields) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}${name === "cookie" ? "; " : ", "}${value}`);
  }
  return joined;
}

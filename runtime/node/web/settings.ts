/**
 * web.json as the web server reads it; made by the compiler, described by runtime/web.schema.json.
 * Nothing is optional: what stands in it has its effect, and null means "switched off".
 */

export type Settings = {
  readonly version: 1;
  readonly name: string;
  readonly listen: { readonly http: number | null; readonly https: number | null; readonly addresses: readonly string[] };
  readonly site: Site;
  readonly tls: Tls | null;
  readonly edge: Edge | null;
  readonly limits: Limits;
  readonly request: { readonly strip: readonly string[]; readonly refuse: readonly string[] };
  readonly headers: {
    readonly set: readonly { readonly name: string; readonly value: string }[];
    readonly remove: readonly string[];
    readonly hsts: string | null;
  };
  readonly compression: Compression;
  readonly files: {
    readonly hashedName: string;
    readonly hashedCacheControl: string;
    readonly uploadPolicy: string;
    /** Content-Type by a name's last ending, or by a name that has none. */
    readonly types: { readonly endings: Readonly<Record<string, string>>; readonly names: Readonly<Record<string, string>> };
  };
  readonly errors: readonly { readonly statuses: readonly number[]; readonly file: string }[];
  readonly maintenance: {
    readonly switch: string;
    readonly page: string | null;
    readonly allow: readonly string[];
    readonly retryAfterS: number;
  };
  readonly logs: {
    readonly access: "json" | "combined" | "off";
    readonly level: "error" | "warn" | "notice" | "info";
    readonly requestId: boolean;
    readonly exclude: readonly string[];
  };
  readonly times: { readonly gracefulS: number };
  readonly cacheFolder: string;
  readonly apps: readonly App[];
  /** Longest path first, `/` last. */
  readonly locations: readonly Location[];
};

export type Site = {
  readonly canonical: string;
  readonly domains: readonly string[];
  readonly aliases: readonly string[];
  readonly origin: string;
  readonly scheme: "http" | "https";
  readonly publicPort: number | null;
  readonly refusesUnknownHosts: boolean;
  readonly probedByAddress: boolean;
  readonly redirectsToHttps: boolean;
};

export type Tls = {
  readonly certFile: string;
  readonly keyFile: string;
  readonly versions: readonly string[];
  readonly ciphers: readonly string[];
  readonly curves: readonly string[];
  readonly http2: boolean;
  readonly acmeWebroot: string | null;
};

export type Edge = {
  readonly trusted: readonly string[];
  readonly endsTls: boolean;
  readonly proxyProtocol: boolean;
  readonly clientHeader: string | null;
  readonly protoHeader: string | null;
};

export type Limits = {
  readonly bodyBytes: number;
  readonly headersBytes: number;
  readonly headerCount: number;
  readonly requestLineBytes: number;
  readonly requestTimeS: number;
  readonly headerTimeS: number;
  readonly bodyTimeS: number;
  readonly sendTimeS: number;
  readonly keepaliveS: number;
  readonly connections: number | null;
};

export type Compression = {
  readonly gzip: boolean;
  readonly brotli: boolean;
  readonly precompressed: boolean;
  readonly minBytes: number;
  readonly level: number;
  readonly types: readonly string[];
};

export type App = {
  readonly name: string;
  readonly link: "scgi" | "fastcgi" | "http";
  readonly socket: string;
  readonly mount: string;
  readonly readS: number;
  readonly streamS: number | null;
  readonly keepaliveS: number;
};

export type Location = {
  readonly path: string;
  readonly exact: boolean;
  readonly serve: Serve;
  readonly bodyBytes: number;
  readonly readS: number | null;
  readonly rate: { readonly zone: string; readonly count: number; readonly perS: number; readonly burst: number } | null;
  readonly access: Access | null;
  readonly cache: { readonly timeS: number; readonly staleS: number } | null;
};

export type Serve =
  | { readonly kind: "app"; readonly app: string; readonly stream: boolean; readonly websocket: boolean }
  | { readonly kind: "static"; readonly folder: string; readonly hashed: boolean; readonly cacheControl: string | null }
  | { readonly kind: "file"; readonly file: string; readonly cacheControl: string | null }
  | { readonly kind: "media"; readonly folder: string; readonly cacheControl: string | null }
  | { readonly kind: "protected"; readonly folder: string; readonly app: string }
  | { readonly kind: "health"; readonly app: string };

export type Access = {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly basicAuth: { readonly realm: string; readonly usersFile: string } | null;
  readonly satisfy: "all" | "any";
};

/** Throws with one line: the compiler made this file, so a fault in it is a broken release. */
export function parseSettings(text: string): Settings {
  const found: unknown = JSON.parse(text);
  if (typeof found !== "object" || found === null || !("version" in found)) throw new Error("no settings of a web server");
  if (found.version !== 1) throw new Error(`settings of version ${String(found.version)}; this program reads version 1`);
  return found as Settings;
}

/** The Plan's site: its names, who is trusted, the web server, and every URL path with what holds there. */
import type { WebName } from "../../schema/layers.generated.ts";
import type { Run } from "./plan-of-apps.ts";

export type { WebName };

export type Site = {
  readonly canonical: string;
  /** Names that are served, canonical first (a local place adds `localhost`). */
  readonly domains: readonly string[];
  /** Names that redirect to the canonical one. */
  readonly aliases: readonly string[];
  /** What users' browsers see. */
  readonly scheme: "http" | "https";
  /** Port in public URLs, null where it is the scheme's own. */
  readonly publicPort: number | null;
  /** `https://shop.example.com[:port]` */
  readonly origin: string;
  /** All public origins of `domains`, for CSRF_TRUSTED_ORIGINS. */
  readonly origins: readonly string[];
};

/** Who may say what about a client: the chain edge -> web -> WSGI server -> framework, declared once. */
export type Trust = {
  readonly edge: Edge | null;
  /** Who redirects http to https; exactly one (RULES X4). */
  readonly redirectOwner: "edge" | "web" | "none";
  /** Proxy hops that set each header, as the framework sees it: web always overwrites, so 1. */
  readonly hops: number;
};

export type Edge = {
  readonly kind: "load-balancer" | "cdn";
  readonly trusted: readonly string[];
  /** Who ends the clients' TLS. */
  readonly tls: "edge" | "web" | "both";
  /** Where visitors reach it; null: the scheme's own. */
  readonly port: number | null;
  /**
   * The header that names the client, or `proxy_protocol`: an edge that does not end TLS cannot
   * write headers, so it speaks the PROXY protocol on the listening sockets.
   */
  readonly clientHeader: string;
  readonly timeoutS: number;
  readonly keepaliveS: number;
};

export type Web = {
  readonly server: WebName;
  readonly version: string;
  readonly modules: readonly string[];
  readonly listen: Listen;
  readonly catchAll: boolean;
  readonly tls: Tls | null;
  readonly limits: Limits;
  readonly compression: Compression;
  readonly headers: Headers;
  /** Error pages: status (a number or `5xx` spelled out) -> absolute file. */
  readonly errors: readonly { readonly statuses: readonly number[]; readonly file: string; readonly at: string }[];
  readonly logs: Logs;
  readonly maintenance: { readonly page: string | null; readonly allow: readonly string[]; readonly retryAfterS: number };
  /** A web server of the stack's own (node) is a service; nginx and Apache are the distribution's: null. */
  readonly run: Run | null;
};

export type Listen = {
  readonly http: number | null;
  readonly https: number | null;
  /** `*` or IP addresses, IPv6 without brackets. */
  readonly addresses: readonly string[];
};

export type Tls = {
  readonly certificate: "acme" | "files" | "internal";
  readonly certFile: string;
  readonly keyFile: string;
  readonly acme: { readonly email: string | null; readonly webroot: string; readonly name: string } | null;
  readonly profile: "modern" | "intermediate";
  readonly redirect: boolean;
  readonly hsts: { readonly maxAgeS: number; readonly subdomains: boolean; readonly preload: boolean } | null;
  readonly stapling: boolean;
  readonly http2: boolean;
};

export type Limits = {
  readonly bodyBytes: number;
  readonly headersBytes: number;
  readonly headerCount: number;
  readonly requestLineBytes: number;
  /** The app's own time for one request; the layers' numbers follow from it (RULES T1). */
  readonly requestTimeS: number;
  readonly headerTimeS: number;
  readonly bodyTimeS: number;
  readonly sendTimeS: number;
  readonly keepaliveS: number;
  /** Connections per client address. */
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

export type Headers = {
  /**
   * Sent with every answer whatever its status; one owner: the web server. HSTS stands in
   * `tls.hsts`, or here where the edge ends TLS.
   */
  readonly set: readonly { readonly name: string; readonly value: string; readonly at: string }[];
  /** Taken from the app's answers. */
  readonly remove: readonly { readonly name: string; readonly at: string }[];
};

export type Logs = {
  readonly access: "json" | "combined" | "off";
  readonly level: "error" | "warn" | "notice" | "info";
  readonly requestId: boolean;
  readonly exclude: readonly string[];
};

/** One row of the site's URL table. What is written for a path holds for all below it. */
export type Location = {
  /** `/x` is `/x` and all below `/x/`; `/x/` is all below it; `/` is everything. */
  readonly path: string;
  /** True: this path alone, nothing below it. */
  readonly exact: boolean;
  readonly serve: Serve;
  readonly bodyBytes: number;
  readonly requestTimeS: number;
  /** Who says so: the route's own time, or the site's. */
  readonly requestTimeAt: string;
  readonly rate: Rate | null;
  readonly access: Access | null;
  readonly cache: Cache | null;
  /** Where the row comes from in stack.yaml, as path text (`app.static["/static/"]`). */
  readonly at: string;
};

export type Serve =
  | { readonly kind: "app"; readonly app: string; readonly stream: boolean; readonly websocket: boolean }
  /** Files below `folder` (no slash at its end): `hashed` names are immutable for a year, others live `cacheS`. */
  | { readonly kind: "static"; readonly folder: string; readonly hashed: boolean; readonly cacheS: number }
  /** One file at one URL (`/favicon.ico`); its location is exact. */
  | { readonly kind: "file"; readonly file: string; readonly cacheS: number }
  | { readonly kind: "media"; readonly folder: string; readonly cacheS: number }
  /** Files that only the app may hand out (X-Accel-Redirect, X-Sendfile); a client gets 404. */
  | { readonly kind: "protected"; readonly folder: string; readonly app: string }
  /** Answered by the app whatever the Host header, never rate limited or logged. */
  | { readonly kind: "health"; readonly app: string };

export type Rate = { readonly zone: string; readonly count: number; readonly perS: number; readonly burst: number; readonly at: string };

export type Access = {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly basicAuth: { readonly realm: string; readonly usersFile: string } | null;
  readonly satisfy: "all" | "any";
  readonly at: string;
};

export type Cache = { readonly timeS: number; readonly staleS: number; readonly at: string };

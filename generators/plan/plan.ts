/**
 * The third noun of the line: everything resolved, nothing optional.
 *
 * A Plan is plain, frozen and JSON-serialisable: it has a golden file of its own, so that a
 * changed default shows in one place. Emitters read a Plan and nothing else. Units stand last
 * in a name: `bodyBytes`, `requestTimeS`. `null` means "switched off", never "not decided".
 */
import type { AppLink, WebLink } from "./links.ts";

export type WebName = "nginx" | "apache" | "node";
export type WsgiName = "gateway" | "gunicorn" | "uwsgi" | "mod_wsgi";
export type FrameworkName = "django" | "flask" | "tornado" | "wsgi" | "asgi";
export type Interface = "wsgi" | "asgi" | "tornado";
export type OsName = "debian-12" | "debian-13" | "ubuntu-24.04" | "ubuntu-22.04";

export type Plan = {
  readonly name: string;
  readonly environment: string | null;
  readonly os: Os;
  readonly place: Place;
  readonly paths: Paths;
  /** Unix users (and groups of the same names) on a host; a local place has none but the caller. */
  readonly users: { readonly app: string; readonly web: string };
  readonly site: Site;
  readonly trust: Trust;
  readonly web: Web;
  /** Every URL path of the site with all that holds there; longest first, `/` last. */
  readonly locations: readonly Location[];
  readonly apps: readonly App[];
  readonly processes: readonly Process[];
  readonly schedule: readonly Timed[];
  readonly hooks: { readonly build: readonly Hook[]; readonly release: readonly Hook[] };
  readonly budget: Budget;
  /** Path text -> where in stack.yaml the user wrote it. What is absent is a default. */
  readonly written: Written;
};

/** `path`: the same, or below `environments.<name>`. `whole`: a scalar or list, which speaks for all below it. */
export type Written = Readonly<Record<string, { readonly path: string; readonly whole: boolean }>>;

/** What the target's distribution release ships; decides syntax and capabilities (plan/versions.ts). */
export type Os = {
  readonly name: OsName;
  readonly nginx: string;
  readonly apache: string;
  readonly modWsgi: string;
  readonly openssl: string;
  readonly systemd: number;
  readonly python: string;
  readonly gunicorn: string;
  readonly uwsgi: string;
  readonly node: string;
};

/**
 * Where the artifact will live. `host`: a machine of its own, under systemd, by root.
 * `local`: every absolute path below `prefix`, an ordinary user, high ports on loopback.
 */
export type Place =
  | { readonly kind: "host" }
  | {
      readonly kind: "local";
      readonly prefix: string;
      readonly code: string;
      readonly httpPort: number;
      readonly httpsPort: number;
      /** Somebody on this machine speaks as the stack's edge would: a test of what the edge is believed. */
      readonly fronted?: true;
    };

/** Absolute folders and files on the target; under a local place all but `code` lie below its prefix. */
export type Paths = {
  /** The active release: the artifact's files. `/srv/NAME/current` */
  readonly release: string;
  /** The project's own code. `/srv/NAME/current/code` */
  readonly code: string;
  /** Sockets; outlives restarts (tmpfiles.d). `/run/NAME` */
  readonly run: string;
  /** Media and other data that outlive releases. `/var/lib/NAME` */
  readonly state: string;
  /** `/var/cache/NAME` */
  readonly cache: string;
  /** `/var/log/NAME` */
  readonly log: string;
  /** Secrets' file: NAME=value lines, root:NAME 0640. `/etc/NAME/secrets.env` */
  readonly secrets: string;
  /** This file's presence switches maintenance on. `/var/lib/NAME/maintenance` */
  readonly maintenance: string;
  /** Made by the build step where an app has requirements. `/srv/NAME/current/venv` */
  readonly virtualenv: string;
};

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

export type App = {
  /** Unique in the stack; `app` for the short form. */
  readonly name: string;
  /** `/` or `/shop` without a trailing slash: SCRIPT_NAME is "" or the mount. */
  readonly mount: string;
  /** Path text of this app in stack.yaml: `app` or `apps[2]`. */
  readonly at: string;
  /** Path text of its WSGI server: `wsgi` or `apps[2].wsgi`. */
  readonly wsgiAt: string;
  readonly framework: FrameworkName;
  readonly interface: Interface;
  /** `pkg.mod`, `name` (dotted attribute) and whether `name()` must be called to get the app. */
  readonly module: { readonly module: string; readonly name: string; readonly factory: boolean };
  /** Django: the project's own settings module. */
  readonly settings: string | null;
  /** Absolute folder, on sys.path first. */
  readonly root: string;
  /** Absolute interpreter. */
  readonly python: string;
  readonly virtualenv: string | null;
  /** Absolute requirements file. */
  readonly requirements: string | null;
  readonly env: readonly { readonly name: string; readonly value: string; readonly at: string }[];
  readonly secrets: readonly string[];
  readonly health: { readonly path: string; readonly check: string | null } | null;
  readonly statics: readonly { readonly url: string; readonly folder: string; readonly hashed: boolean }[];
  readonly medias: readonly { readonly url: string; readonly folder: string; readonly protected: boolean }[];
  readonly logLevel: "debug" | "info" | "warning" | "error";
  /** The largest body any of its locations lets through. */
  readonly bodyBytesMax: number;
  /** The longest request time of its locations that neither stream nor hold a websocket. */
  readonly requestTimeMaxS: number;
  readonly streams: boolean;
  readonly websockets: boolean;
  readonly server: Server;
};

/** An app's WSGI server and the two links it stands between. */
export type Server = {
  readonly name: WsgiName;
  readonly version: string;
  /** What framework and WSGI server speak with each other. */
  readonly appLink: AppLink;
  /** What WSGI server and web server speak. */
  readonly webLink: WebLink;
  /** Absolute path of the unix socket; null when embedded. */
  readonly socket: string | null;
  /** Absolute program, from the distribution or the virtualenv; null when embedded. */
  readonly command: string | null;
  /** True when the program is the distribution's (uWSGI's needs `plugin = python3`). */
  readonly distribution: boolean;
  readonly workers: number | "auto";
  readonly threads: number | "auto";
  /** Bounds for `auto`, solved from the budget. */
  readonly workersMax: number;
  readonly threadsMax: number;
  readonly preload: boolean;
  readonly maxRequests: number | null;
  readonly maxMemoryBytes: number | null;
  readonly gracefulS: number;
  readonly backlog: number;
  /** Numbers solved from web.limits.request_time (RULES T1, T3, T4). */
  readonly times: Times;
  /** How the unit starts it; null when it lives in the web server. */
  readonly run: Run | null;
};

export type Times = {
  /** The server kills a request after this. */
  readonly killS: number;
  /** The web server gives up reading after this: killS + 5. */
  readonly webReadS: number;
  /** The longest `stream` or `websocket` route of this app, null without one; killS does not count them. */
  readonly streamS: number | null;
  /** systemd sends KILL after this: gracefulS + 10. */
  readonly stopS: number;
  /** The server keeps an idle upstream connection this long; the web server at most keepaliveS - 5. */
  readonly upstreamKeepaliveS: number;
};

/** A service as its unit needs it. */
export type Run = {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly environment: readonly { readonly name: string; readonly value: string; readonly at: string }[];
  /** systemd's Type=: `notify` only where the server says READY itself. */
  readonly type: "notify" | "exec";
  /** Accepts LISTEN_FDS. */
  readonly socketActivation: boolean;
  readonly stopSignal: "SIGTERM" | "SIGINT" | "SIGQUIT";
  readonly reloadSignal: "SIGHUP" | null;
  /** Writable beyond run, state, cache and log. */
  readonly writable: readonly string[];
};

export type Process = {
  readonly name: string;
  readonly at: string;
  readonly app: string;
  readonly argv: readonly string[];
  readonly instances: number;
  readonly gracefulS: number;
  readonly stopSignal: "SIGTERM" | "SIGINT" | "SIGQUIT";
  readonly memoryBytes: number | null;
  readonly env: readonly { readonly name: string; readonly value: string; readonly at: string }[];
};

export type Timed = {
  readonly name: string;
  readonly at: string;
  readonly app: string;
  readonly argv: readonly string[];
  /** systemd calendar text, or a period. */
  readonly when: { readonly calendar: string } | { readonly everyS: number };
  readonly timeoutS: number;
  readonly env: readonly { readonly name: string; readonly value: string; readonly at: string }[];
};

export type Hook = { readonly app: string; readonly argv: readonly string[]; readonly at: string };

export type Budget = {
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly dbConnections: number | null;
  readonly dbReserved: number;
  /** Connections the whole stack can open at once, for the proof in RUNBOOK.md; null without a budget. */
  readonly dbConnectionsUsed: number | null;
};

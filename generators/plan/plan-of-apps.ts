/** The Plan's apps and what else runs: WSGI servers, processes, timed commands, hooks. */
import type { FrameworkName, WsgiName } from "../../schema/layers.generated.ts";
import type { AppLink, WebLink } from "./links.ts";

export type { FrameworkName, WsgiName };
export type Interface = "wsgi" | "asgi" | "tornado";

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
  /** Absolute file, and the interpreter that the release's virtualenv is made of. */
  readonly requirements: { readonly file: string; readonly python: string } | null;
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

/** The two links that a WSGI server stands between. */
export type ServerLinks = {
  /** What framework and WSGI server speak with each other. */
  readonly appLink: AppLink;
  /** What WSGI server and web server speak. */
  readonly webLink: WebLink;
};

export type Server = ServerLinks & {
  readonly name: WsgiName;
  /** Absolute path of the unix socket; null when embedded. */
  readonly socket: string | null;
  /** Absolute program, from the distribution or the virtualenv; null when embedded, or a module of the app's Python. */
  readonly command: string | null;
  /** True when the program is the distribution's. */
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
  /** The web server gives up reading after this: the longest that a request of this app may take. */
  readonly webReadS: number;
  /** The server ends what is still busy with a request after this, a moment later than webReadS. */
  readonly killS: number;
  /** The same for the longest `stream` or `websocket` route of this app, null without one; killS does not count them. */
  readonly streamS: number | null;
  /** systemd sends KILL after this: gracefulS + 10. */
  readonly stopS: number;
  /** The server keeps an idle upstream connection this long. */
  readonly upstreamKeepaliveS: number;
  /** The web server keeps it this long; 0: one connection a request. */
  readonly upstreamIdleS: number;
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
  /** Sent a moment before the stop's: from then on no worker takes a request. For servers whose stop can hit one that is just taking one. */
  readonly pauseSignal: "SIGTSTP" | null;
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

/**
 * What a stack promises to whoever asks it, as data: a request, what must come back, and the place in
 * stack.yaml that says so. Plain and JSON-serialisable, because it is a file of the artifact
 * (probes.json) that `stackc verify` reads, also on another day and from another machine.
 *
 * Texts may hold `{host}` (with the port where it is not the scheme's own), `{origin}`, `{canonical}` (the first domain's), `{client}` (the
 * address that asks), `{login}` (a user of the scratch site, for Basic), `{fill:N}` (N times the same letter) and `{fields:N}` (N header fields).
 */
import type { RuleId } from "../rules.ts";

export type Body =
  | string
  /** That many bytes, all alike. */
  | { readonly bytes: number };

export type Fields = readonly (readonly [name: string, value: string])[];

export type Ask = {
  /** Default GET. */
  readonly method?: string;
  /** Sent as it stands: never normalised. Default `/`. */
  readonly target?: string;
  /** Default: the site's own. */
  readonly scheme?: "http" | "https";
  /** TLS's name for the server; default the site's own. */
  readonly servername?: string;
  /** Host is `{host}` and Connection is `close` unless stated; null leaves one out. */
  readonly headers?: readonly (readonly [name: string, value: string | null])[];
  readonly body?: Body;
  /** The body in chunks of this many bytes, without Content-Length. */
  readonly chunkBytes?: number;
  /** The head as raw text (Latin-1), in place of everything above but scheme and body. */
  readonly raw?: string;
  /** Behind an edge: by a stranger, who goes past it; `proxied`: and says by the PROXY protocol to be somebody else. */
  readonly past?: "plain" | "proxied";
};

/** A text: this header, once. A pattern: one that matches it. Null: none. */
export type HeaderWanted = string | null | { readonly like: string };

export type Want = {
  /** `closed`: the connection ends without an answer. Left out: anything but 5xx. */
  readonly status?: readonly (number | "closed")[];
  readonly headers?: Readonly<Record<string, HeaderWanted>>;
  /** The site's own headers (`Probes.headers`) are there, each once. */
  readonly ours?: true;
  readonly body?: string;
  /** What the body must not hold. */
  readonly lacks?: string;
};

/**
 * What the app must see, by name; only what is stated is compared. Null: the header is not there.
 * Always compared: that the client is the one that asked, by the site's scheme (or the one stated) and name.
 */
export type Seen = {
  readonly method?: string;
  readonly scheme?: "http" | "https";
  readonly path?: string;
  readonly script_name?: string;
  readonly body_bytes?: number;
  readonly headers?: Readonly<Record<string, HeaderWanted>>;
};

export type Action =
  | { readonly kind: "ask"; readonly ask: Ask; readonly want: Want }
  /**
   * Asked twice, the second time with these fields too: they change neither the status nor where it leads. A refusal of what is forged will do.
   * `first`: what the first must be answered; where it is not, the second says nothing.
   */
  | { readonly kind: "same"; readonly ask: Ask; readonly forged: Fields; readonly first?: number }
  /** Nobody keeps what is promised, or can see whether it is kept: the report says why. */
  | { readonly kind: "none"; readonly reason: string }
  /** The switch of maintenance is on meanwhile. */
  | { readonly kind: "closed"; readonly ask: Ask; readonly want: Want }
  /** The app's place is taken by a mirror, which tells what it was given. */
  | { readonly kind: "mirror"; readonly ask: Ask; readonly seen: Seen }
  /** The mirror sends two pieces, the second when the first has arrived. */
  | { readonly kind: "stream"; readonly target: string }
  /** The mirror sends back one message. */
  | { readonly kind: "websocket"; readonly target: string }
  /** As many requests as this, at once; one of them at least is refused. */
  | { readonly kind: "flood"; readonly target: string; readonly times: number; readonly status: number }
  | {
      readonly kind: "handshake";
      readonly servername?: string;
      /** The newest protocol that is offered. */
      readonly newest?: "TLSv1.1" | "TLSv1.2";
      /** `nameless`: the certificate that is shown names none of the site's names. */
      readonly want: "refused" | "nameless" | "http2" | "trusted";
    };

export type Probe = {
  /** What is probed, and where there are several, at which path. */
  readonly id: string;
  readonly rule: RuleId;
  /** Path text in stack.yaml. */
  readonly at: string;
  /** What holds when it passes. */
  readonly holds: string;
  /**
   * `local`: only where stackc itself started the site: it needs the mirror, files or users of its own, or more requests
   * than a site in service should be sent. `public`: only there.
   */
  readonly where: "anywhere" | "local" | "public";
  readonly action: Action;
};

export type Probes = {
  readonly format: 1;
  readonly name: string;
  readonly environment: string | null;
  readonly web: string;
  readonly site: {
    readonly canonical: string;
    readonly domains: readonly string[];
    readonly scheme: "http" | "https";
    /** The web server's ports; behind an edge they are not the public ones. */
    readonly http: number | null;
    readonly https: number | null;
    readonly edge: boolean;
  };
  /** On every answer whatever its status, each once. Strict-Transport-Security over https alone. */
  readonly headers: Readonly<Record<string, HeaderWanted>>;
  /** Rows of a kind that are like others of that kind, and not probed. */
  readonly leftOut: number;
  readonly probes: readonly Probe[];
};

/* Made by scripts/generate.mjs from runtime/web.schema.json. Do not edit. */

export type Settings = {
  /** Of this format. */
  readonly version: 1;
  /** Of the stack, in logs and metrics. */
  readonly name: string;
  /** Where clients connect. Sockets in LISTEN_FDS are used instead; which of them speaks TLS is told by their port. */
  readonly listen: {
    /** Port; null: none. */
    readonly http: number | null;
    /** Port; null: none. */
    readonly https: number | null;
    /** `*` is every address of both families; else IP addresses. */
    readonly addresses: readonly string[];
  };
  /** Names and origin. */
  readonly site: Site;
  /** Null: plain http alone. */
  readonly tls: null | Tls;
  /** What stands in front; null: clients connect themselves and no header of theirs is believed. */
  readonly edge: null | Edge;
  /** Of a connection and a request. */
  readonly limits: Limits;
  /** What of a client's request never reaches an app. */
  readonly request: {
    /** Header fields taken away, whatever their case; those with `_` in their name always are. */
    readonly strip: readonly string[];
    /** Regular expressions; a raw request target that matches one, whatever the case, is answered with 400. */
    readonly refuse: readonly string[];
  };
  /** Of every answer, whatever its status and whoever gave it. */
  readonly headers: {
    /** In place of the app's own. */
    readonly set: readonly {
      /** Field name. */
      readonly name: string;
      /** Field value. */
      readonly value: string;
    }[];
    /** Taken from the app's answers. */
    readonly remove: readonly string[];
    /** Strict-Transport-Security, over https alone. */
    readonly hsts: string | null;
  };
  /** Of answers that have no Content-Encoding yet. */
  readonly compression: Compression;
  /** The same for all files. */
  readonly files: {
    /** Regular expression: a file name that holds a hash of the content, where a folder is `hashed`. */
    readonly hashedName: string;
    /** Cache-Control of such a file. */
    readonly hashedCacheControl: string;
    /** Content-Security-Policy of media and protected files. */
    readonly uploadPolicy: string;
    /** Content-Type by a file's name. */
    readonly types: {
      /** By the name's last ending, in small letters. */
      readonly endings: Readonly<Record<string, string>>;
      /** Of names without an ending. */
      readonly names: Readonly<Record<string, string>>;
    };
  };
  /** Pages in place of the plain line for errors of the web server's own. */
  readonly errors: readonly {
    /** 400 to 599. */
    readonly statuses: readonly number[];
    /** Absolute path of the page. */
    readonly file: string;
  }[];
  /** 503 for the paths that apps serve while the switch is there; health, static files and media go on. */
  readonly maintenance: {
    /** A file; its presence is the switch. */
    readonly switch: string;
    /** Absolute path of the page. */
    readonly page: string | null;
    /** Client addresses and networks that see the site all the same. */
    readonly allow: readonly string[];
    /** Retry-After. */
    readonly retryAfterS: number;
  };
  /** On standard output (access) and standard error. */
  readonly logs: {
    /** Of requests. */
    readonly access: "json" | "combined" | "off";
    /** Of the error log. */
    readonly level: "error" | "warn" | "notice" | "info";
    /** An id for each request: in the log, to the app as X-Request-ID, and in the answer. A trusted edge's own id is kept. */
    readonly requestId: boolean;
    /** Paths without an access log line; health paths never have one. */
    readonly exclude: readonly string[];
  };
  /** Seconds. */
  readonly times: {
    /** A stop waits this long for requests in progress. */
    readonly gracefulS: number;
  };
  /** For cached answers and bodies on their way, below it. */
  readonly cacheFolder: string;
  /** Who answers. */
  readonly apps: readonly App[];
  /** The URL table, each row complete; the first that covers a path is taken. */
  readonly locations: readonly Location[];
};

export type Site = {
  /** The first domain; may not begin with `*`, the others may. */
  readonly canonical: string;
  /** Hosts that are served. */
  readonly domains: readonly string[];
  /** Hosts that are answered with 301 to `origin`, path and query kept. */
  readonly aliases: readonly string[];
  /** What users' browsers show. */
  readonly origin: string;
  /** Of the public URLs. */
  readonly scheme: "http" | "https";
  /** In public URLs; null where it is the scheme's own. */
  readonly publicPort: number | null;
  /** Health paths answer whatever the Host: a load balancer's probes name this machine's address. */
  readonly probedByAddress: boolean;
  /** A Host that is neither domain nor alias: 421 and the connection closed, a TLS handshake for it refused. False: served as the canonical one. */
  readonly refusesUnknownHosts: boolean;
  /** Plain http is answered with 301 to https, but for ACME challenges and health paths. */
  readonly redirectsToHttps: boolean;
};

export type Tls = {
  /** PEM chain. $CREDENTIALS_DIRECTORY/cert.pem, where it is there, is read instead. */
  readonly certFile: string;
  /** PEM key. $CREDENTIALS_DIRECTORY/key.pem, where it is there, is read instead. */
  readonly keyFile: string;
  /** Spoken versions. */
  readonly versions: readonly ("TLSv1.2" | "TLSv1.3")[];
  /** OpenSSL's names, TLS 1.3's first. */
  readonly ciphers: readonly string[];
  /** Key exchanges, best first; one that this OpenSSL lacks is passed over with a warning. */
  readonly curves: readonly string[];
  /** Offered by ALPN. */
  readonly http2: boolean;
  /** Folder whose /.well-known/acme-challenge/ is served over http. */
  readonly acmeWebroot: string | null;
};

export type Edge = {
  /** Its addresses and networks. */
  readonly trusted: readonly string[];
  /** It speaks to browsers, so the scheme is what it says. */
  readonly endsTls: boolean;
  /** Every connection from it begins with a PROXY header, version 1 or 2. */
  readonly proxyProtocol: boolean;
  /** Names the client: the last address in it that is not the edge's. */
  readonly clientHeader: string | null;
  /** `http` or `https`; anything else is http. */
  readonly protoHeader: string | null;
};

export type Limits = {
  /** 413 above; `locations` has each path's own. */
  readonly bodyBytes: number;
  /** All header fields: 431 above. */
  readonly headersBytes: number;
  /** 431 above. */
  readonly headerCount: number;
  /** 414 above. */
  readonly requestLineBytes: number;
  /** The app's time for a request; `locations` has each path's own. */
  readonly requestTimeS: number;
  /** For the whole head: 408. */
  readonly headerTimeS: number;
  /** Between two reads of a body: 408. */
  readonly bodyTimeS: number;
  /** Between two writes to a client: the connection is cut. */
  readonly sendTimeS: number;
  /** An idle client connection is kept this long; 0: not at all. */
  readonly keepaliveS: number;
  /** At once from one client address: 429 above. */
  readonly connections: number | null;
};

export type Compression = {
  /** By request's Accept-Encoding. */
  readonly gzip: boolean;
  /** Before gzip where the client takes both. */
  readonly brotli: boolean;
  /** FILE.br (with brotli) and FILE.gz beside a file are sent in its place. */
  readonly precompressed: boolean;
  /** Shorter ones are sent as they are. */
  readonly minBytes: number;
  /** 1 to 9. */
  readonly level: number;
  /** Media types. */
  readonly types: readonly string[];
};

export type App = {
  /** A name of `apps`. */
  readonly name: string;
  /** What its socket speaks. */
  readonly link: "scgi" | "fastcgi" | "http";
  /** Absolute path of the unix socket. */
  readonly socket: string;
  /** SCRIPT_NAME over scgi: empty at the root. The path is passed on whole over http. */
  readonly mount: string;
  /** The longest time to wait for an answer: 504. */
  readonly readS: number;
  /** For streams and websockets, between two reads. */
  readonly streamS: number | null;
  /** Idle connections over http are kept this long; 0: one request each. */
  readonly keepaliveS: number;
};

export type Location = {
  /** `/x` covers `/x` and all below `/x/`; `/x/` all below it; `/` everything. */
  readonly path: string;
  /** This path alone. */
  readonly exact: boolean;
  /** What answers. */
  readonly serve: Serve;
  /** 413 above. */
  readonly bodyBytes: number;
  /** 504 after; null where no app answers. */
  readonly readS: number | null;
  /** Requests of one client address: 429 above. Null: unlimited. */
  readonly rate: null | {
    /** Name of the bucket. */
    readonly zone: string;
    /** Requests ... */
    readonly count: number;
    /** ... in this many seconds. */
    readonly perS: number;
    /** Above the rate at once. */
    readonly burst: number;
  };
  /** Null: open. */
  readonly access: null | Access;
  /** GET and HEAD answers of the app without Set-Cookie, for requests without Cookie and Authorization; its Cache-Control rules. Null: none. */
  readonly cache: null | {
    /** Fresh. */
    readonly timeS: number;
    /** Sent while the app fails, or while one request renews it. */
    readonly staleS: number;
  };
};

export type Serve = {
  readonly kind: "app";
  /** A name of `apps`. */
  readonly app: string;
  /** Nothing is buffered, and streamS holds. */
  readonly stream: boolean;
  /** Upgrade is passed through. */
  readonly websocket: boolean;
} | {
  readonly kind: "static";
  /** Absolute, no slash at its end. */
  readonly folder: string;
  /** Names that hold a hash are cached for ever. */
  readonly hashed: boolean;
  /** The Cache-Control of every answer with content. */
  readonly cacheControl: string | null;
} | {
  readonly kind: "file";
  /** Absolute path. */
  readonly file: string;
  /** The Cache-Control of every answer with content. */
  readonly cacheControl: string | null;
} | {
  readonly kind: "media";
  /** Absolute, no slash at its end. */
  readonly folder: string;
  /** The Cache-Control of every answer with content. */
  readonly cacheControl: string | null;
} | {
  readonly kind: "protected";
  /** Absolute, no slash at its end. */
  readonly folder: string;
  /** A name of `apps`. */
  readonly app: string;
} | {
  readonly kind: "health";
  /** A name of `apps`. */
  readonly app: string;
};

export type Access = {
  /** Addresses and networks; others are refused, unless empty. */
  readonly allow: readonly string[];
  /** Addresses and networks, judged first. */
  readonly deny: readonly string[];
  /** Null: none. */
  readonly basicAuth: null | {
    /** Shown by browsers. */
    readonly realm: string;
    /** htpasswd lines: bcrypt of cost 10 at most, SHA-512 or SHA-256 crypt, apr1, {SHA} or {SSHA}; any other hash lets nobody in. */
    readonly usersFile: string;
  };
  /** Address and password, or one of them. */
  readonly satisfy: "all" | "any";
};

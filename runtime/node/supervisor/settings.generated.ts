/* Made by scripts/generate.mjs from runtime/gateway.schema.json. Do not edit. */

export type Settings = {
  /** Of this format. */
  readonly version: 1;
  /** Of the service, in process titles, logs and metrics. */
  readonly name: string;
  /** The socket the web server connects to. A socket in LISTEN_FDS is used instead and never removed. */
  readonly listen: {
    /** Absolute path of the unix socket. Bound under a lock, at PATH.lock, where no descriptor was handed over. */
    readonly socket: string;
    /** Of the socket's file, octal. */
    readonly mode: string;
    /** For listen(2). */
    readonly backlog: number;
  };
  /** What workers answer; told apart by the first byte of a request. `http` stands alone: ASGI and Tornado. */
  readonly protocols: readonly ("scgi" | "fastcgi" | "http")[];
  /** What a generation imports and how. */
  readonly app: {
    /** What the callable is: decides the worker. */
    readonly link: "wsgi" | "asgi" | "tornado";
    /** Dotted name of the entry module. */
    readonly module: string;
    /** The callable's name in the module. */
    readonly attribute: string;
    /** SCRIPT_NAME of every request: empty at the root, else without a slash at its end. */
    readonly mount: string;
    /** Absolute path of the interpreter that keeper, generations and workers run on. */
    readonly python: string;
    /** Working directory, resolved anew for each generation. */
    readonly folder: string;
    /** In front of sys.path, first is first. */
    readonly path: readonly string[];
    /** Variables that the service manager sets; for `status`, and to say which one is missing. */
    readonly environment: readonly string[];
    /** Variables that must be set and not empty before the app is imported. Values are never logged. */
    readonly secrets: readonly string[];
    /** NAME=value lines (systemd.exec(5), EnvironmentFile=), read for each generation by who may read it: a changed secret needs a reload, no restart. Its values come after the environment's. */
    readonly secretsFile: string;
    /** Asked of each new generation before it takes over; null: workers that accept are ready. */
    readonly health: null | {
      /** URL path. */
      readonly path: string;
      /** Host header. */
      readonly host: string;
    };
  };
  /** Processes and threads of one generation, and when one is replaced. */
  readonly workers: {
    /** Scaling never goes below. */
    readonly min: number;
    /** Scaling never goes above; solved from the budget. */
    readonly max: number;
    /** How many are started. `auto`: from the CPUs and memory that the control group allows, within min and max. */
    readonly start: "auto" | number;
    /** Memory reckoned for one worker by `auto`. */
    readonly bytesEach: number;
    /** Requests at once in a WSGI worker. `auto`: decided at start, within threadsMax. 1 for asgi and tornado. */
    readonly threads: "auto" | number;
    /** The bound of `auto`. */
    readonly threadsMax: number;
    /** Import once, freeze, fork. False: each worker imports for itself. */
    readonly preload: boolean;
    /** A worker is replaced after this many. */
    readonly maxRequests: number | null;
    /** Each worker adds a random number up to this, so that they do not go together. */
    readonly maxRequestsJitter: number;
    /** A worker whose resident memory is above is replaced after its request. */
    readonly maxMemoryBytes: number | null;
  };
  /** Seconds. */
  readonly times: {
    /** For import, fork and health of a new generation; then it is given up and the old one stays. */
    readonly startS: number;
    /** A request's deadline, unless byPath has another: then its Python stack is logged and its worker replaced. */
    readonly requestS: number;
    /** The deadline of requests below streamPaths; null without such paths. */
    readonly streamS: number | null;
    /** URL paths, mount included. `/x` is `/x` and all below `/x/`; `/x/` is all below it. */
    readonly streamPaths: readonly string[];
    /** Paths whose requests have another deadline than requestS, the longest first. Empty where an event loop serves: it does not show whose request blocks it. */
    readonly byPath: readonly {
      /** URL path, mount included. */
      readonly path: string;
      /** Nothing below it. */
      readonly exact: boolean;
      /** The deadline. */
      readonly seconds: number;
    }[];
    /** A stop or a replaced generation waits this long for requests in progress. */
    readonly gracefulS: number;
    /** An idle HTTP connection of the web server is kept this long; 0: closed after each answer. */
    readonly keepaliveS: number;
    /** Between two reads of a body. */
    readonly bodyTimeS: number;
    /** Between two writes of an answer. */
    readonly sendTimeS: number;
  };
  /** Guards behind the web server's own limits, which are stricter and answer with the right status. */
  readonly limits: {
    /** Of the request's body. */
    readonly bodyBytes: number;
    /** Of a request's head, everything the web server adds included. */
    readonly headersBytes: number;
    /** Fields or variables in a head. */
    readonly headerCount: number;
    /** Over http. */
    readonly requestLineBytes: number;
  };
  /** The socket for /metrics, /status and /reload. */
  readonly admin: {
    /** Absolute path. */
    readonly socket: string;
    /** Octal. */
    readonly mode: string;
  };
  /** The memory-mapped file that workers write and the supervisor reads; made anew at start. */
  readonly scoreboard: string;
  /** JSON lines on standard error. */
  readonly log: {
    /** Events below are not written. */
    readonly level: "debug" | "info" | "warning" | "error";
    /** Events of a request carry X-Request-ID. */
    readonly requestId: boolean;
  };
};

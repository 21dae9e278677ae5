/* Made by scripts/generate.mjs from runtime/keeper.schema.json. Do not edit. */

export type KeeperSettings = {
  /** In process titles: `shop: keeper`, `shop: g1`, `shop: w0`. */
  readonly title?: string;
  /** Dotted name of the module to import. */
  readonly module: string;
  /** The callable's name in the module; may be dotted. */
  readonly name?: string;
  /** The callable makes the app: it is called once, without arguments. */
  readonly factory?: boolean;
  /** What the callable is. */
  readonly interface?: "wsgi" | "tornado" | "asgi";
  /** Answered. WSGI only. */
  readonly protocols?: readonly string[];
  /** Working directory. A symlink is followed anew by each generation. */
  readonly root?: string;
  /** Folders in front of sys.path, first is first. */
  readonly path?: readonly string[];
  /** The health request's SCRIPT_NAME; ASGI's root_path. */
  readonly mount?: string;
  /** Where to bind. Empty: a descriptor is handed over. */
  readonly socket?: string;
  /** Of the socket's file, octal. */
  readonly socket_mode?: string;
  /** For listen(2). */
  readonly backlog?: number;
  /** Path of the scoreboard. Null: a file without a name. */
  readonly scoreboard?: string | null;
  /** Started with each generation. */
  readonly workers?: number;
  /** The most that the `workers` command may ask for. Null, or less than `workers`: `workers`. */
  readonly workers_max?: number | null;
  /** Of each worker. WSGI only. */
  readonly threads?: number;
  /** Import once in the generation, where that leaves nothing that workers cannot share. False: each worker imports for itself, beside the event loop it will run on. */
  readonly preload?: boolean;
  /** A worker leaves after so many, and a random number more. */
  readonly max_requests?: number | null;
  /** The greatest such random number. Null: a tenth of max_requests. */
  readonly max_requests_jitter?: number | null;
  /** A worker leaves after the request that took its resident memory past this. Far past it, the policy kills it. */
  readonly max_memory_bytes?: number | null;
  /** A request's deadline. The policy's, like the three below. */
  readonly request_s?: number | null;
  /** The deadline of requests below stream_paths. Null: none. */
  readonly stream_s?: number | null;
  /** URL paths whose requests have stream_s. */
  readonly stream_paths?: readonly string[];
  /** Paths that have another deadline than request_s, the longest path first. Where there are any, streams too have the deadline stated here. WSGI only: an event loop does not show whose request blocks it. */
  readonly by_path?: readonly {
    /** URL path, mount included. */
    readonly path: string;
    /** Nothing below it. */
    readonly exact: boolean;
    /** The deadline. */
    readonly seconds: number;
  }[];
  /** An idle HTTP connection is kept this long. 0: closed after each answer; null: as the server has it. Event loops only. */
  readonly keepalive_s?: number | null;
  /** At a stop, kept connections that are idle are closed by us only after so long: by then the web server has dropped them itself. */
  readonly idle_close_s?: number;
  /** Between two reads of a body. WSGI only. */
  readonly body_time_s?: number;
  /** Between two writes of an answer. Null: no limit. WSGI only. */
  readonly send_time_s?: number | null;
  /** A longer body is answered 413, and the app never sees it. */
  readonly body_bytes?: number | null;
  /** A longer head is answered 431. */
  readonly headers_bytes?: number | null;
  /** A head with more fields or variables is answered 431. */
  readonly header_count?: number | null;
  /** A longer request line is answered 414. Event loops only. */
  readonly request_line_bytes?: number | null;
  /** A stop or a replaced generation waits this long for requests in progress. */
  readonly graceful_s?: number;
  /** From the fork of a generation, or of a worker, until it is ready. */
  readonly start_s?: number;
  /** From ready to serving, while an older generation serves. */
  readonly settle_s?: number;
  /** A new generation's first request, asked inside its first worker, below the mount whether or not the path begins with it; 2xx or 3xx is well. Null: none. */
  readonly health?: null | {
    /** URL path. */
    readonly path: string;
    /** Host header. */
    readonly host?: string;
  };
  /** What workers say below this is left out. */
  readonly log_level?: "debug" | "info" | "warning" | "error";
  /** Events of a request carry its X-Request-ID. */
  readonly log_request_id?: boolean;
};

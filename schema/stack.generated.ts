/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */

/**
 * Lower case letters, digits and hyphens, a letter first, at most 31 characters.
 */
export type Name = string;
/**
 * A host name in lower case, without scheme, port or path.
 */
export type Host = string;
/**
 * A host name in lower case, or `*.` and one: every name below it (quote it).
 */
export type HostPattern = string;
/**
 * A version, as text: quote it.
 */
export type Version = string;
/**
 * A TCP port, or `false` for none.
 */
export type PortOrFalse = false | number;
/**
 * An IPv4 or IPv6 address, or `*` for all.
 */
export type Address = string;
/**
 * TLS of the web server; `false` for none.
 */
export type TlsOrFalse = false | Tls;
/**
 * A file by its absolute path.
 */
export type AbsoluteFile = string;
/**
 * A mail address.
 */
export type Email = string;
/**
 * A folder by its absolute path.
 */
export type AbsoluteFolder = string;
/**
 * Strict-Transport-Security: browsers will use HTTPS alone; `false` for none.
 */
export type HstsOrFalse = false | Hsts;
/**
 * A length of time with its unit: ms, s, m, h, d; or several, largest first. 0s is none.
 */
export type TimeFromZero = string;
/**
 * A size with its unit. KB and KiB are the same: 1024 bytes, as web servers count them.
 */
export type Size = string;
/**
 * A length of time with its unit: ms, s, m, h, d; or several, largest first. More than nothing.
 */
export type Time = string;
/**
 * A number, or `false` for no limit.
 */
export type CountOrFalse = false | number;
/**
 * Requests per second, minute or hour.
 */
export type Rate = string;
/**
 * A media type.
 */
export type MimeType = string;
/**
 * Value of a response header: printable ASCII (RFC 9110 5.5), at most 4096 characters.
 */
export type HeaderValue = string;
/**
 * Name of a response header (letters, digits, hyphens).
 */
export type HeaderName = string;
/**
 * An IPv4 or IPv6 address, or a network in CIDR form by its first address.
 */
export type Cidr = string;
/**
 * What the browser shows when it asks for the password.
 */
export type Realm = string;
/**
 * A file, absolute or relative.
 */
export type File = string;
/**
 * A path of URLs. It covers itself and all below it; the longest covering path wins, by whole segments.
 */
export type UrlPath = string;
/**
 * What stands in front of the web server: a load balancer, a CDN; `false` for nothing.
 */
export type EdgeOrFalse = false | Edge;
/**
 * A number, or `auto`: decided at start on the host, from its CPUs and memory.
 */
export type Workers = "auto" | number;
/**
 * A number from 1 to 64, or `auto`.
 */
export type Threads = "auto" | number;
/**
 * A size with its unit, or `false` for no limit.
 */
export type SizeOrFalse = false | Size;
/**
 * `package.module:callable`, or `package.module:factory()` for a factory without arguments.
 */
export type Module = string;
/**
 * A folder, absolute or relative.
 */
export type Folder = string;
/**
 * A Python module, dotted.
 */
export type DottedName = string;
/**
 * Text, a number, or a boolean (told to the process as `true` or `false`).
 */
export type EnvValue = Text | (number | boolean);
/**
 * Printable text on one line.
 */
export type Text = string;
/**
 * Name of an environment variable. Those that change how programs are loaded (LD_*, PYTHONPATH, PATH, ...) are refused.
 */
export type EnvName = string;
/**
 * Names of environment variables whose values are given on the host; never values.
 */
export type Secrets = EnvName[];
/**
 * The health check; `false` for none.
 */
export type HealthOrFalse = false | Health;
/**
 * `package.module:callable`.
 */
export type Callable = string;
/**
 * A length of time with its unit, or `false` for none.
 */
export type TimeOrFalse = false | Time;
/**
 * A program and its arguments, as a list of words, or as one string split at blanks (without quotes and shell characters: no shell runs it).
 */
export type Command = CommandLine | CommandWords;
/**
 * A command split at blanks, without quotes and shell characters.
 */
export type CommandLine = string;
/**
 * A program and its arguments, a word each.
 *
 * @minItems 1
 */
export type CommandWords = [Program, ...Text[]];
/**
 * A program: its name, or its path.
 */
export type Program = string;
/**
 * When it runs: hourly, daily, weekly, monthly, HH:MM, or a calendar expression of systemd.time(7).
 */
export type Calendar = string;
/**
 * A status code from 400 to 599, or `4xx` or `5xx`.
 */
export type StatusPattern = string;

/**
 * One Python web backend: web server, WSGI server and framework, each fact stated once. Compiled by stackc.
 */
export interface Stack {
  name: Name;
  /**
   * Host names the stack answers for. The first is canonical (and no wildcard); the framework is told to trust exactly these.
   *
   * @minItems 1
   */
  domains: [Host, ...HostPattern[]];
  /**
   * Host names redirected (301) to the canonical domain.
   */
  aliases: Host[];
  web: Web;
  edge: EdgeOrFalse;
  wsgi?: Wsgi;
  app?: App;
  /**
   * Several apps on one set of domains, each with its mount and its own WSGI server. Takes the place of `app` and `wsgi`.
   */
  apps?: MountedApp[];
  /**
   * Other long-running commands, one systemd service each (a celery worker, a bot), by name.
   */
  processes: {
    [k: string]: ProcessOrCommand;
  };
  /**
   * Timed commands, one systemd timer each, by name.
   */
  schedule: {
    [k: string]: Job;
  };
  hooks: Hooks;
  budget: Budget;
  target: TargetOrKind;
  /**
   * Named overlays, chosen with --env. Maps merge by key, lists and single values replace, null removes.
   */
  environments: {
    [k: string]: Overlay;
  };
}
/**
 * The web server: what it listens on, TLS, limits and what it adds to answers.
 */
export interface Web {
  /**
   * Which web server: nginx, apache, node (our own, bundled).
   */
  server: "nginx" | "apache" | "node";
  version?: Version;
  /**
   * Extra modules stated to be present on the host.
   */
  modules: "brotli"[];
  listen: Listen;
  /**
   * An own default server that refuses requests for host names this stack does not have. Of several stacks with nginx on one host, one has it.
   */
  catch_all: boolean;
  tls: TlsOrFalse;
  limits: Limits;
  compression: Compression;
  /**
   * Micro-cache of the app's answers by URL path: GET and HEAD, without cookies or authorization; the app's Cache-Control is honoured.
   */
  cache: {
    [k: string]: CacheRuleOrTime;
  };
  headers: Headers;
  /**
   * Who may reach a URL path: by address, by password.
   */
  access: {
    [k: string]: AccessRule;
  };
  /**
   * HTML files for errors of the web server's own, by status code, or by `4xx` and `5xx`. What the app answers, a 404 too, keeps the app's page. Relative to the project.
   */
  errors: {
    [k: string]: File;
  };
  logs: Logs;
  maintenance: Maintenance;
}
/**
 * Ports and addresses the web server listens on.
 */
export interface Listen {
  http: PortOrFalse;
  https: PortOrFalse;
  /**
   * Addresses to listen on; `*` is all of IPv4 and IPv6.
   */
  addresses: Address[];
}
/**
 * Certificate and TLS settings, by Mozilla's server side guideline 6.0.
 */
export interface Tls {
  /**
   * Where the certificate comes from: acme (Let's Encrypt by certbot), files, internal (self-signed, made on the host), none.
   */
  certificate?: "acme" | "files" | "internal" | "none";
  cert_file?: AbsoluteFile;
  key_file?: AbsoluteFile;
  acme: Acme;
  /**
   * Mozilla profile: intermediate (TLS 1.2 and 1.3) or modern (TLS 1.3 alone).
   */
  profile: "intermediate" | "modern";
  /**
   * Redirect plain HTTP to HTTPS.
   */
  redirect: boolean;
  hsts?: HstsOrFalse;
  /**
   * Staple OCSP answers. Not with Let's Encrypt, whose OCSP service has ended.
   */
  stapling: boolean;
  /**
   * Offer HTTP/2.
   */
  http2: boolean;
}
/**
 * The certbot lineage in /etc/letsencrypt/live.
 */
export interface Acme {
  email?: Email;
  webroot?: AbsoluteFolder;
  name?: Host;
}
/**
 * Strict-Transport-Security (RFC 6797).
 */
export interface Hsts {
  max_age: TimeFromZero;
  /**
   * For all names below the domain as well.
   */
  subdomains: boolean;
  /**
   * Agree to be built into browsers. Needs subdomains and a max_age of 365d at least; hard to undo.
   */
  preload: boolean;
}
/**
 * What a client may send, how long it may take, how often it may come. Each number is stated once; every layer's own is derived from it.
 */
export interface Limits {
  body: Size;
  headers: Size;
  /**
   * Most header fields of a request.
   */
  header_count: number;
  request_line: Size;
  request_time: Time;
  header_time: Time;
  body_time: Time;
  send_time: Time;
  keepalive?: TimeFromZero;
  connections: CountOrFalse;
  /**
   * How often one client address may ask, by URL path. Beyond it the answer is 429. (Apache: by mod_qos.)
   */
  rate: {
    [k: string]: RateRuleOrRate;
  };
}
/**
 * A rate, or a rate and a burst.
 */
export interface RateRuleOrRate {
  rate: Rate;
  /**
   * Requests that may come at once.
   */
  burst?: number;
}
/**
 * Compression of answers.
 */
export interface Compression {
  /**
   * Compress with gzip.
   */
  gzip: boolean;
  /**
   * Compress with Brotli. Needs a web server that has it, or the module stated in web.modules.
   */
  brotli: boolean;
  /**
   * Serve the .gz (and with Brotli the .br) file beside a static file.
   */
  precompressed: boolean;
  min_size: Size;
  /**
   * 1 is fastest, 9 smallest.
   */
  level: number;
  /**
   * Media types worth compressing.
   */
  types?: MimeType[];
}
/**
 * How long an answer is kept, or that and how long it may be stale.
 */
export interface CacheRuleOrTime {
  time: Time;
  stale: TimeFromZero;
}
/**
 * Response headers; on every status and every path.
 */
export interface Headers {
  /**
   * The usual security headers: X-Content-Type-Options, Referrer-Policy, X-Frame-Options, Permissions-Policy (camera, place and microphone for the site's own pages alone), Cross-Origin-Opener-Policy. One of them is left out by `remove`.
   */
  defaults: boolean;
  /**
   * Headers added, or replaced when the app sends them too. One that files have of their own, Cache-Control, gives way too.
   */
  set: {
    [k: string]: HeaderValue;
  };
  content_security_policy?: HeaderValue;
  /**
   * Headers that no answer has: taken from the app's, and out of the defaults. Server and X-Powered-By always are.
   */
  remove: HeaderName[];
}
/**
 * Who may reach this path and all below it.
 */
export interface AccessRule {
  /**
   * Addresses that may; all others may not.
   */
  allow?: Cidr[];
  /**
   * Addresses that may not, even if allowed.
   */
  deny?: Cidr[];
  basic_auth?: BasicAuth;
  /**
   * Whether both address and password must be right, or either will do.
   */
  satisfy: "all" | "any";
}
/**
 * HTTP basic authentication.
 */
export interface BasicAuth {
  realm: Realm;
  users_file: File;
}
/**
 * What the web server writes down.
 */
export interface Logs {
  /**
   * Form of the access log.
   */
  access: "json" | "combined" | "off";
  /**
   * Least level of the error log.
   */
  level: "error" | "warn" | "notice" | "info";
  /**
   * Give each request an id that reaches the log, the app and the answer (X-Request-Id).
   */
  request_id: boolean;
  /**
   * URL paths left out of the access log, as the health path always is.
   */
  exclude: UrlPath[];
}
/**
 * The maintenance switch: while the file /srv/NAME/maintenance exists, everybody gets 503.
 */
export interface Maintenance {
  page: File;
  /**
   * Addresses that still reach the app.
   */
  allow: Cidr[];
  retry_after: Time;
}
/**
 * What stands in front of the web server, and what may be believed of it. The trust chain starts here.
 */
export interface Edge {
  /**
   * What it is. A load balancer's probes name the machine's address as Host and are answered; a CDN asks by name.
   */
  kind: "load-balancer" | "cdn";
  /**
   * Its addresses: what comes from elsewhere is not believed.
   */
  trusted: Cidr[];
  /**
   * Who ends the clients' TLS: edge (plain HTTP behind it), web (passed through), both (encrypted again).
   */
  tls: "edge" | "web" | "both";
  /**
   * Header in which it tells the client's address.
   */
  client_header?: "X-Forwarded-For" | "X-Real-IP" | "CF-Connecting-IP" | "True-Client-IP";
  /**
   * Header in which it tells the client's scheme.
   */
  proto_header: "X-Forwarded-Proto";
  /**
   * Port at which visitors reach it; 80 where they come by http alone.
   */
  port?: number;
  timeout: Time;
  keepalive: Time;
}
/**
 * The WSGI server: which, and its processes.
 */
export interface Wsgi {
  /**
   * Which WSGI server: gateway (our own, bundled), gunicorn, uwsgi, mod_wsgi (inside the web server).
   */
  server: "gateway" | "gunicorn" | "uwsgi" | "mod_wsgi";
  command?: AbsoluteFile;
  workers: Workers;
  threads: Threads;
  /**
   * Import the app once and fork the workers from it. What belongs to one process must not be open or running then: connections, event loops, databases, threads. The gateway says what it is, and has each worker import for itself. gunicorn does not start then, and says what it is. uWSGI does not start then, and says what it is. mod_wsgi never shares.
   */
  preload?: boolean;
  max_requests: CountOrFalse;
  max_memory: SizeOrFalse;
  graceful_time?: Time;
  /**
   * Force the protocol between web server and WSGI server.
   */
  protocol?: "http" | "uwsgi" | "scgi" | "fastcgi" | "embedded";
  /**
   * Connections the kernel holds for the server while all workers are busy.
   */
  backlog: number;
}
/**
 * The app: framework, module, files and settings.
 */
export interface App {
  /**
   * Which framework; `wsgi` and `asgi` are any callable of that interface (FastAPI and Starlette among the latter).
   */
  framework: "django" | "flask" | "tornado" | "wsgi" | "asgi";
  module?: Module;
  /**
   * The interface between app and WSGI server.
   */
  interface?: "wsgi" | "asgi" | "tornado";
  root: Folder;
  python?: AbsoluteFile;
  requirements?: File;
  settings?: DottedName;
  env: Env;
  secrets: Secrets;
  health?: HealthOrFalse;
  static: Static;
  media: Media;
  routes: Routes;
  /**
   * Least level of the app's log.
   */
  log_level: "debug" | "info" | "warning" | "error";
}
/**
 * Environment variables, by name. Secrets belong in `app.secrets`.
 */
export interface Env {
  [k: string]: EnvValue;
}
/**
 * The health check: answered by our glue before the app's own host and login checks.
 */
export interface Health {
  path?: UrlPath;
  check?: Callable;
}
/**
 * Folders of files served by the web server, by URL path. Relative to app.root.
 */
export interface Static {
  [k: string]: StaticOrFolder;
}
/**
 * A folder, or a folder and how its files are cached.
 */
export interface StaticOrFolder {
  folder: Folder;
  /**
   * File names carry a hash of the content (ManifestStaticFilesStorage, a bundler): those are cached for ever. Which names count is in docs/paths.md; of Vite's, where it writes hexadecimal digits, all.
   */
  hashed: boolean;
  cache: TimeFromZero;
}
/**
 * Folders of uploaded files, by URL path. Relative to the state folder.
 */
export interface Media {
  [k: string]: MediaOrFolder;
}
/**
 * A folder, or a folder and how its files are served.
 */
export interface MediaOrFolder {
  folder: Folder;
  /**
   * Only the app may hand these files out (X-Accel-Redirect, X-Sendfile); clients cannot ask for them.
   */
  protected: boolean;
  cache: TimeOrFalse;
}
/**
 * URL paths that need more than the rest: streams, websockets, own limits.
 */
export interface Routes {
  [k: string]: Route;
}
/**
 * What this URL path and all below it need.
 */
export interface Route {
  /**
   * Answers go to the client piece by piece (server-sent events): no buffering, no compression, no time limit between pieces but the route's.
   */
  stream: boolean;
  /**
   * Connections may be upgraded to websockets. Needs asgi or tornado.
   */
  websocket: boolean;
  body?: Size;
  request_time?: Time;
}
/**
 * One of several apps: its name, its mount, its WSGI server, and all that `app` has.
 */
export interface MountedApp {
  name: Name;
  mount: UrlPath;
  wsgi: Wsgi;
  /**
   * Which framework; `wsgi` and `asgi` are any callable of that interface (FastAPI and Starlette among the latter).
   */
  framework: "django" | "flask" | "tornado" | "wsgi" | "asgi";
  module?: Module;
  /**
   * The interface between app and WSGI server.
   */
  interface?: "wsgi" | "asgi" | "tornado";
  root: Folder;
  python?: AbsoluteFile;
  requirements?: File;
  settings?: DottedName;
  env: Env;
  secrets: Secrets;
  health?: HealthOrFalse;
  static: Static;
  media: Media;
  routes: Routes;
  /**
   * Least level of the app's log.
   */
  log_level: "debug" | "info" | "warning" | "error";
}
/**
 * A command, or a command and how it is run.
 */
export interface ProcessOrCommand {
  command: Command;
  /**
   * How many run at a time.
   */
  instances: number;
  graceful_time: Time;
  /**
   * The signal that asks it to stop.
   */
  stop_signal: "TERM" | "INT" | "QUIT";
  env: Env;
  memory?: Size;
  app?: Name;
}
/**
 * A command and when it runs: `at` or `every`.
 */
export interface Job {
  command: Command;
  at?: Calendar;
  every?: Time;
  timeout: Time;
  env: Env;
  app?: Name;
}
/**
 * Commands run around a release.
 */
export interface Hooks {
  /**
   * Commands run in a new release before it is switched to, in this order and no others.
   */
  build?: Command[];
  /**
   * Commands run once, just before a new release is switched to.
   */
  release: Command[];
}
/**
 * What the stack may use; the layers' numbers are solved from it.
 */
export interface Budget {
  memory?: Size;
  /**
   * CPUs of the whole stack.
   */
  cpus?: number;
  /**
   * Connections the database allows (max_connections).
   */
  db_connections?: number;
  /**
   * Connections of these kept for others (backups, a shell).
   */
  db_reserved: number;
}
/**
 * What the artifact is for: `host`, or a host and its details.
 */
export interface TargetOrKind {
  /**
   * What the artifact is for.
   */
  kind: "host";
  /**
   * Distribution release; decides the versions, and so the syntax, of all layers.
   */
  os: "debian-12" | "debian-13" | "ubuntu-24.04" | "ubuntu-22.04";
  user?: Name;
  web_user: Name;
}
/**
 * Any part of the stack but `name` and `environments`. Checked as a whole once it is laid over the rest. Empty for the stack as it stands.
 */
export interface Overlay {
  [k: string]: unknown;
}
/**
 * A rate, or a rate and a burst.
 */
export interface RateRule {
  rate: Rate;
  /**
   * Requests that may come at once.
   */
  burst?: number;
}
/**
 * A rate and how many requests may come at once.
 */
export interface RateRule1 {
  rate: Rate;
  /**
   * Requests that may come at once.
   */
  burst?: number;
}
/**
 * How long an answer is kept, or that and how long it may be stale.
 */
export interface CacheRule {
  time: Time;
  stale: TimeFromZero;
}
/**
 * How long an answer is kept and how long it may be stale.
 */
export interface CacheRule1 {
  time: Time;
  stale: TimeFromZero;
}
/**
 * A folder, or a folder and how its files are cached.
 */
export interface StaticFolder {
  folder: Folder;
  /**
   * File names carry a hash of the content (ManifestStaticFilesStorage, a bundler): those are cached for ever. Which names count is in docs/paths.md; of Vite's, where it writes hexadecimal digits, all.
   */
  hashed: boolean;
  cache: TimeFromZero;
}
/**
 * A folder of static files and how they are cached.
 */
export interface StaticFolder1 {
  folder: Folder;
  /**
   * File names carry a hash of the content (ManifestStaticFilesStorage, a bundler): those are cached for ever. Which names count is in docs/paths.md; of Vite's, where it writes hexadecimal digits, all.
   */
  hashed: boolean;
  cache: TimeFromZero;
}
/**
 * A folder, or a folder and how its files are served.
 */
export interface MediaFolder {
  folder: Folder;
  /**
   * Only the app may hand these files out (X-Accel-Redirect, X-Sendfile); clients cannot ask for them.
   */
  protected: boolean;
  cache: TimeOrFalse;
}
/**
 * A folder of uploaded files and how they are served.
 */
export interface MediaFolder1 {
  folder: Folder;
  /**
   * Only the app may hand these files out (X-Accel-Redirect, X-Sendfile); clients cannot ask for them.
   */
  protected: boolean;
  cache: TimeOrFalse;
}
/**
 * A command, or a command and how it is run.
 */
export interface Process {
  command: Command;
  /**
   * How many run at a time.
   */
  instances: number;
  graceful_time: Time;
  /**
   * The signal that asks it to stop.
   */
  stop_signal: "TERM" | "INT" | "QUIT";
  env: Env;
  memory?: Size;
  app?: Name;
}
/**
 * A long-running command and how it is run.
 */
export interface Process1 {
  command: Command;
  /**
   * How many run at a time.
   */
  instances: number;
  graceful_time: Time;
  /**
   * The signal that asks it to stop.
   */
  stop_signal: "TERM" | "INT" | "QUIT";
  env: Env;
  memory?: Size;
  app?: Name;
}
/**
 * What the artifact is for: `host`, or a host and its details.
 */
export interface Target {
  /**
   * What the artifact is for.
   */
  kind: "host";
  /**
   * Distribution release; decides the versions, and so the syntax, of all layers.
   */
  os: "debian-12" | "debian-13" | "ubuntu-24.04" | "ubuntu-22.04";
  user?: Name;
  web_user: Name;
}
/**
 * A host with systemd.
 */
export interface Target1 {
  /**
   * What the artifact is for.
   */
  kind: "host";
  /**
   * Distribution release; decides the versions, and so the syntax, of all layers.
   */
  os: "debian-12" | "debian-13" | "ubuntu-24.04" | "ubuntu-22.04";
  user?: Name;
  web_user: Name;
}

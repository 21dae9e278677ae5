/**
 * Words that people bring from other tools, in lower case, and what says the same here. Only where the
 * nearest key of the language would not be found by spelling.
 */
import { LAYER_KEYS } from "./said-of-layers.ts";

export const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  ...LAYER_KEYS,
  bind: "the compiler chooses the sockets between the layers; web.listen has the ports of the web server",
  socket: "the compiler chooses the sockets between the layers",
  port: "web.listen.http and web.listen.https are the ports of the web server",
  host: "domains has the host names; web.listen.addresses the addresses",
  hosts: "domains has the host names",
  hostname: "domains has the host names",
  server_name: "domains has the host names, aliases those that redirect",
  server_names: "domains has the host names, aliases those that redirect",
  csp: "web.headers.content_security_policy is the policy",
  content_security_policy_report_only: "web.headers.set has headers of every answer",
  cors: "the app answers cross-origin requests; web.headers.set has headers of every answer",
  add_header: "web.headers.set has headers of every answer",
  cert: "web.tls has certificate: files, cert_file and key_file",
  key: "web.tls has certificate: files, cert_file and key_file",
  self_signed: "web.tls has certificate: internal",
  health_check: "app.health.path is the URL path of the health check",
  healthcheck: "app.health.path is the URL path of the health check",
  health_path: "app.health.path is the URL path of the health check",
  body_size: "web.limits.body is the largest request body",
  bodysize: "web.limits.body is the largest request body",
  upload_size: "web.limits.body is the largest request body; app.routes has those of single paths",
  max_upload_size: "web.limits.body is the largest request body; app.routes has those of single paths",
  rate_limit: "web.limits.rate has how often a client may ask, by URL path",
  migrate: "hooks.release has what runs before a new release is switched to",
  debug: "app.log_level is the app's log; a site in service runs without debug mode",
  load_balancer: "edge has what stands in front of the web server",
  cdn: "edge has what stands in front of the web server: edge: { kind: cdn, trusted: [...] }",
  redirects: "aliases has the host names that redirect; paths are redirected by the app",
  subdomains: "domains has all host names; a wildcard stands after the first",
  jobs: "schedule has timed commands, processes long-running ones",
  crontab: "schedule has the timed commands",
  tasks: "schedule has timed commands, processes long-running ones",
  client_max_body_size: "web.limits.body is the largest request body",
  max_body_size: "web.limits.body is the largest request body",
  max_content_length: "web.limits.body is the largest request body",
  timeout: "web.limits.request_time is how long the app may take; the timeouts of all layers follow from it",
  request_timeout: "web.limits.request_time is how long the app may take",
  read_timeout: "web.limits.request_time is how long the app may take",
  proxy_read_timeout: "web.limits.request_time is how long the app may take",
  keepalive_timeout: "web.limits.keepalive is how long an idle client connection stays open",
  ssl: "web.tls has the certificate and the TLS settings",
  https: "web.tls has the certificate and the TLS settings; web.listen.https the port",
  certificate: "web.tls.certificate says where the certificate comes from",
  ssl_certificate: "web.tls has certificate: files, cert_file and key_file",
  lets_encrypt: "web.tls has certificate: acme",
  letsencrypt: "web.tls has certificate: acme",
  wsgi_application: "app.module is `package.module:callable`",
  environment: "app.env has environment variables; environments has overlays",
  env_file: "app.secrets names the variables whose values are given on the host",
  environ: "app.env has environment variables",
  cron: "schedule has the timed commands",
  celery: "processes has other long-running commands, celery among them",
  services: "processes has other long-running commands",
  workers_processes: "wsgi.workers is the number of worker processes",
};

const NO_PROXY = "other servers cannot be reached by a path: a site is its apps; edge has what stands in front of the web server";
const NO_INCLUDE = "nothing is included: what the keys do not say cannot be said; YAML's anchors repeat a part of the file";
const NO_STATUS = "there is no status page: the gateway has metrics on its admin socket, and bin/release status tells the units";
const NO_LISTING = "folders are never listed: an app can make such a page";
const NO_REWRITE = "paths are rewritten and redirected by the app; aliases has the host names that redirect";

/**
 * What the language has not, by name, or by place and name: said before a key that is spelled alike, which is another
 * thing.
 */
export const NOT_HERE: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  proxy: NO_PROXY,
  proxy_pass: NO_PROXY,
  reverse_proxy: NO_PROXY,
  upstream: NO_PROXY,
  upstreams: NO_PROXY,
  include: NO_INCLUDE,
  includes: NO_INCLUDE,
  status: NO_STATUS,
  stub_status: NO_STATUS,
  listing: NO_LISTING,
  autoindex: NO_LISTING,
  directory_listing: NO_LISTING,
  rewrite: NO_REWRITE,
  rewrites: NO_REWRITE,
  redirect_to: NO_REWRITE,
  versions: "TLS's versions and ciphers follow from tls.profile: modern or intermediate",
  "Web.versions": "web.version is the web server's; TLS's versions follow from tls.profile",
  protocols: "TLS's versions and ciphers follow from tls.profile: modern or intermediate",
  ssl_protocols: "TLS's versions and ciphers follow from tls.profile: modern or intermediate",
  ciphers: "TLS's versions and ciphers follow from tls.profile: modern or intermediate",
  "Route.headers": "there are no headers by path: the app sends them; web.headers has those of every answer",
  "AccessRule.headers": "there are no headers by path: the app sends them; web.headers has those of every answer",
  "Wsgi.processes": "wsgi.workers is the number of worker processes",
  "Wsgi.process": "wsgi.workers is the number of worker processes",
});

/**
 * Rules that decide a generated line, whatever stack.yaml says: what a user reads who asks
 * `stackc explain FILE:LINE` or `stackc explain X4`. An id is a letter and a number where layers must agree
 * (X who the client is, T times, S sizes, F files, P processes), else a word for a part of the artifact.
 */
export const rules = {
  X1: "the app learns the visitor's scheme from one header, which the web server writes; without it, it would believe every request is http",
  X2: "what a client says about itself is not believed: the web server overwrites or removes each header that a layer behind it trusts",
  X3: "a gateway protocol carries the scheme as HTTPS and HTTP_X_FORWARDED_PROTO; both are the web server's word, never the client's",
  X4: "one layer sends http to https, and behind an edge it judges by what the edge says: two owners, or the wrong scheme, redirect for ever",
  X7: "the framework counts exactly the hops that set its headers: one too many lets clients forge their address, one too few shows the proxy's",
  X8: "a client's address is taken from the edge's header only where the edge itself is the peer; else anybody could choose one",
  X11: "the health check is answered before the app looks at the Host header: a load balancer asks by the machine's address",
  X12: "the app sees one of the stack's own names with its public port, so links, redirects and CSRF checks name the address that visitors use",
  X15: "names with an underscore are not passed on: to CGI, `X_Forwarded_For` and `X-Forwarded-For` are the same variable",
  T1: "the web server gives a request up at its time and answers 504; the WSGI server ends what is stuck a moment later, and the edge waits longer than the web server",
  T2: "mod_wsgi's own times follow from the request's time: Apache gives up first, then the process of what is stuck ends",
  T3: "the side that closes idle connections last is the one that serves them, or a request would meet a connection that is just closing",
  T4: "the service manager waits longer for a stop than the server needs to finish its requests, or it would kill them",
  T5: "uWSGI takes SIGTERM for a reload unless told otherwise, and `die-on-term` alone drops requests: a hook makes it finish them and leave",
  T9: "the kernel cuts a socket's queue to net.core.somaxconn, so a longer backlog needs a longer limit",
  T10: "gunicorn's heartbeat files lie in memory: on a slow disk, workers that are alive would look dead",
  S1: "a body that the web server lets through is not refused behind it: the inner limits follow from web.limits.body and routes",
  S2: "headers that the web server lets through fit the buffers behind it, which would otherwise answer 400 or 502",
  S7: "a path that streams is not buffered, not compressed as a whole, and has a time of its own",
  S8: "a websocket needs the Upgrade and Connection headers passed on, which proxies drop by default",
  S9: "both ends of a connection speak the same protocol: the first that the web server accepts and the WSGI server offers",
  S10: "an app is run by a worker of its own interface: one that is made for an event loop cannot be called as WSGI",
  F1: "a URL and the folder behind it both end in a slash or neither does, and paths that two layers could read in two ways are refused",
  F3: "security headers stand in every location and on errors too: in nginx, a single add_header drops all that are inherited",
  F4: "only a name with a hash in it is cached for ever: it never changes what it holds",
  F6: "the web server's user can walk to static files, sockets and logs, and to nothing else of the app's",
  F7: "sockets lie in /run/NAME, one for each link, made by systemd for the app's user and the web server's group; /tmp may be private to a service",
  F8: "each response header has one owner: what the web server sets is not taken from the app as well",
  F9: "the path's prefix is neither lost nor doubled on its way: the web server passes the whole path on, undecoded, and says SCRIPT_NAME apart",
  F10: "Apache keeps the Authorization header from WSGI apps unless told to pass it; without it, tokens get 401",
  F11: "a file's type follows from its name by one table for all web servers, so that a swap of one changes no answer",
  P7: "as many workers as the host's CPUs, memory and the budget allow, counted when the service starts; the servers' own default is one",
  access: "a path that is not for everybody asks or refuses whoever comes, however its address is written",
  "app-environ":
    "every process of an app has the same environment: what stack.yaml states, the secrets, and where the app's code and glue are",
  "catch-all": "names that are not ours, and paths that nothing serves, are answered by the web server without asking an app",
  errors: "the web server's own errors have short plain pages in the site's voice, unless web.errors names others",
  gateway: "the gateway's own program: the same bytes in every artifact",
  glue: "joins an app to its web server: the entry that the WSGI server calls, the log, the health check; the same bytes for every app",
  headers: "the web server does not tell its version",
  layout: "the artifact's own files, where they lie on the host",
  local: "starts the artifact on a person's own machine, as an ordinary user",
  maintenance: "the site is closed while a file exists; visitors get 503 and a page that needs nothing of the app",
  manifest: "lists the artifact's files, their hashes, and where each line comes from",
  media: "what users uploaded is shown and downloaded, and never run as a page of ours",
  modules: "the Apache modules that this stack uses, no more",
  nginx: "nginx's files of this stack, and how they include each other",
  packages: "the packages of target.os that this stack's programs come from",
  paths: "folders on the host follow from the stack's name",
  probes: "a release is asked for its health, or its front page, through the web server before it stays",
  programs: "what the release script needs to find on the host",
  rate: "who asks too often is refused by the web server, before an app has any work with it",
  release: "the release script: check, switch by one rename, ask the site, go back when it does not answer",
  resources: "limits of a service that follow from its workers and connections",
  run: "how the WSGI server, or our web server, is started and told to reload",
  runbook: "the stack's own page for operators",
  sandbox: "a service sees and may do only what it needs: no new rights, no other homes, a system that it cannot write to",
  tls: "protocols and ciphers of Mozilla's server side TLS guideline, in the profile of web.tls.profile",
  units: "all of the stack's units hang on one target, so that they start and stop together",
  uploads: "what users uploaded is shown and downloaded, and never run as a page of ours",
  verify: "what the stack promises to whoever asks it: `stackc verify` holds a site against it",
  "uwsgi-plugin": "Debian's uWSGI brings Python as a plugin, which has to be loaded first",
} as const;

export type RuleId = keyof typeof rules;

/** For ids that were read back from a manifest: another version may have written them. */
export function isRule(id: string): id is RuleId {
  return Object.hasOwn(rules, id);
}

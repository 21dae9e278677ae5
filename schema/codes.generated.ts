/* Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. */

export type Code =
  | "acme-needs-http"
  | "app-module-missing"
  | "app-twice"
  | "budget-connections"
  | "cannot-carry"
  | "domain-twice"
  | "edge-ends-tls"
  | "edge-passes-tls"
  | "edge-timeout"
  | "graceful-short"
  | "header-reserved"
  | "host-clash"
  | "hsts-preload"
  | "keepalive-short"
  | "link-no-match"
  | "no-effect"
  | "no-port"
  | "ocsp-gone"
  | "secret-literal"
  | "static-no-slash"
  | "stream-holds-worker"
  | "threads-unused"
  | "unit-clash"
  | "unknown-app"
  | "unknown-key"
  | "url-clash";

type Entry = { readonly severity: "error" | "warning" | "info"; readonly title: string };

export const codes: Readonly<Record<Code, Entry>> = {
  "acme-needs-http": { severity: "error", title: "An ACME certificate is wanted, but plain http is switched off" },
  "app-module-missing": { severity: "error", title: "Nothing says where the app's callable is" },
  "app-twice": { severity: "error", title: "Two entries of `apps` have the same name" },
  "budget-connections": { severity: "error", title: "The stack can open more database connections than the budget has" },
  "cannot-carry": { severity: "error", title: "A value holds characters that a generated file has no safe way to write" },
  "domain-twice": { severity: "error", title: "A host name is listed twice among `domains` and `aliases`" },
  "edge-ends-tls": { severity: "error", title: "The web server is given a certificate that nobody will ever ask it for" },
  "edge-passes-tls": { severity: "error", title: "The edge passes TLS through, so it cannot write the header that is named" },
  "edge-timeout": { severity: "warning", title: "The edge gives up before the web server does" },
  "graceful-short": { severity: "warning", title: "A stop does not wait as long as a request may take" },
  "header-reserved": { severity: "error", title: "A header that frames the message, or belongs to one connection, is set for every answer" },
  "host-clash": { severity: "error", title: "Two stacks that are compiled together want the same thing of one host" },
  "hsts-preload": { severity: "error", title: "HSTS asks for the preload list without meeting the list's own conditions" },
  "keepalive-short": { severity: "warning", title: "The web server closes idle connections before the edge does" },
  "link-no-match": { severity: "error", title: "Two neighbouring layers have no way to speak with each other" },
  "no-effect": { severity: "warning", title: "A key has no effect in this combination of layers" },
  "no-port": { severity: "error", title: "The web server listens on no port at all" },
  "ocsp-gone": { severity: "error", title: "OCSP stapling is switched on for an ACME certificate" },
  "secret-literal": { severity: "error", title: "A value that looks like a secret is written in stack.yaml" },
  "static-no-slash": { severity: "error", title: "A static URL without a slash at its end is one file, and this one has no file's name" },
  "stream-holds-worker": { severity: "warning", title: "A WSGI app has a route that streams, and its workers have one thread each" },
  "threads-unused": { severity: "error", title: "Threads are stated for an app whose workers run an event loop" },
  "unit-clash": { severity: "error", title: "Two things of the stack want the same systemd unit" },
  "unknown-app": { severity: "error", title: "A process or a scheduled command names an app that is not in the stack" },
  "unknown-key": { severity: "error", title: "The file has a key that the language does not know" },
  "url-clash": { severity: "error", title: "One URL path is served by two things" },
};

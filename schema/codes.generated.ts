/* Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. */

export type Code =
  | "acme-many-names"
  | "acme-needs-http"
  | "acme-wildcard"
  | "apache-too-old"
  | "app-twice"
  | "bad-address"
  | "bad-calendar"
  | "bad-command"
  | "bad-email"
  | "bad-env-name"
  | "bad-header"
  | "bad-host"
  | "bad-media-type"
  | "bad-module"
  | "bad-name"
  | "bad-path"
  | "bad-rate"
  | "bad-size"
  | "bad-status"
  | "bad-text"
  | "bad-time"
  | "bad-url-path"
  | "bad-version"
  | "brotli-missing"
  | "budget-connections"
  | "budget-memory"
  | "cannot-carry"
  | "chunked-uploads"
  | "domain-twice"
  | "duplicate-item"
  | "edge-ends-tls"
  | "edge-is-anybody"
  | "edge-passes-tls"
  | "edge-timeout"
  | "empty-value"
  | "env-number"
  | "exposed-folder"
  | "graceful-short"
  | "harakiri-threads"
  | "haskell-stack"
  | "header-reserved"
  | "hidden-folder"
  | "host-bits"
  | "host-clash"
  | "hsts-preload"
  | "keepalive-short"
  | "key-conflict"
  | "key-not-for-layer"
  | "link-no-match"
  | "long-stop"
  | "media-not-own"
  | "missing-key"
  | "mod-wsgi-python"
  | "no-effect"
  | "no-port"
  | "node-stapling"
  | "node-too-old"
  | "not-in-project"
  | "not-one-of"
  | "ocsp-gone"
  | "out-of-range"
  | "port-twice"
  | "rate-too-slow"
  | "requirements-format"
  | "reserved-name"
  | "reserved-path"
  | "route-outside-mount"
  | "secret-literal"
  | "socket-path-long"
  | "static-no-slash"
  | "stream-holds-worker"
  | "stream-needs-tornado"
  | "too-many"
  | "tornado-bridge"
  | "uncollected"
  | "unit-clash"
  | "unknown-app"
  | "unknown-environment"
  | "unknown-key"
  | "url-clash"
  | "uwsgi-packet"
  | "uwsgi-python"
  | "websocket-needs-asgi"
  | "wrong-type"
  | "yaml-alias"
  | "yaml-control-character"
  | "yaml-documents"
  | "yaml-duplicate-key"
  | "yaml-key"
  | "yaml-line-ends"
  | "yaml-not-a-map"
  | "yaml-not-utf8"
  | "yaml-number"
  | "yaml-syntax"
  | "yaml-tab"
  | "yaml-tag"
  | "yaml-too-big"
  | "yaml-too-deep";

type Entry = { readonly severity: "error" | "warning" | "info"; readonly title: string };

export const codes: Readonly<Record<Code, Entry>> = {
  "acme-many-names": { severity: "warning", title: "The site has more names than one certificate may hold" },
  "acme-needs-http": { severity: "error", title: "An ACME certificate is wanted, but plain http is switched off" },
  "acme-wildcard": { severity: "warning", title: "A domain with `*` cannot be put into a certificate by the webroot challenge" },
  "apache-too-old": { severity: "error", title: "The stated version of Apache is older than any that stackc writes for" },
  "app-twice": { severity: "error", title: "Two entries of `apps` have the same name" },
  "bad-address": { severity: "error", title: "A text is not an address or network" },
  "bad-calendar": { severity: "error", title: "A text is not a calendar time" },
  "bad-command": { severity: "error", title: "A command cannot be run as written" },
  "bad-email": { severity: "error", title: "A text is not a mail address" },
  "bad-env-name": { severity: "error", title: "A name cannot be an environment variable of the app" },
  "bad-header": { severity: "error", title: "A response header cannot be sent as written" },
  "bad-host": { severity: "error", title: "A text is not a host name" },
  "bad-media-type": { severity: "error", title: "A text is not a media type" },
  "bad-module": { severity: "error", title: "A text is not a module and callable" },
  "bad-name": { severity: "error", title: "A text is not a name" },
  "bad-path": { severity: "error", title: "A text is not a path of a file or folder" },
  "bad-rate": { severity: "error", title: "A text is not a rate" },
  "bad-size": { severity: "error", title: "A text is not a size" },
  "bad-status": { severity: "error", title: "A text is not a status code" },
  "bad-text": { severity: "error", title: "A text cannot be carried on one line" },
  "bad-time": { severity: "error", title: "A text is not a length of time" },
  "bad-url-path": { severity: "error", title: "A text is not a URL path" },
  "bad-version": { severity: "error", title: "A text is not a version" },
  "brotli-missing": { severity: "error", title: "Brotli is asked for, but the web server is not said to have it" },
  "budget-connections": { severity: "error", title: "The stack can open more database connections than the budget has" },
  "budget-memory": { severity: "error", title: "`budget.memory` is less than what the stack's workers and processes take" },
  "cannot-carry": { severity: "error", title: "A value holds characters that a generated file has no safe way to write" },
  "chunked-uploads": { severity: "warning", title: "Apache hands uWSGI no body that does not state its length: the uwsgi protocol has no other end of a body, so mod_proxy_uwsgi answers 411 (Length Required) to an upload in chunks" },
  "domain-twice": { severity: "error", title: "A host name is listed twice among `domains` and `aliases`" },
  "duplicate-item": { severity: "error", title: "A list has the same entry twice" },
  "edge-ends-tls": { severity: "error", title: "The web server is given a certificate that nobody will ever ask it for" },
  "edge-is-anybody": { severity: "error", title: "A network of `edge.trusted` is every address there is, or its networks are so together" },
  "edge-passes-tls": { severity: "error", title: "The edge passes TLS through, so it cannot write the header that is named" },
  "edge-timeout": { severity: "warning", title: "The edge gives up before the web server does" },
  "empty-value": { severity: "error", title: "A list or map is empty" },
  "env-number": { severity: "error", title: "An environment variable would lose digits" },
  "exposed-folder": { severity: "error", title: "A folder of `static` or `media` holds what is no visitor's: the app's code, the stack's state, or the system's own files" },
  "graceful-short": { severity: "warning", title: "A stop does not wait as long as an ordinary request may take" },
  "harakiri-threads": { severity: "warning", title: "uWSGI ends a worker whose request hangs with all its threads" },
  "haskell-stack": { severity: "error", title: "The file belongs to Haskell Stack" },
  "header-reserved": { severity: "error", title: "A header that frames the message, or belongs to one connection, is set for every answer" },
  "hidden-folder": { severity: "error", title: "A program, a file or a folder of the stack lies where its services cannot see it" },
  "host-bits": { severity: "error", title: "An address inside a network stands where a network's own address belongs" },
  "host-clash": { severity: "error", title: "Two stacks that are compiled together want the same thing of one host" },
  "hsts-preload": { severity: "error", title: "HSTS asks for the preload list without meeting the list's own conditions" },
  "keepalive-short": { severity: "warning", title: "The web server closes idle connections before the edge does" },
  "key-conflict": { severity: "error", title: "Two keys exclude each other" },
  "key-not-for-layer": { severity: "error", title: "A key has no meaning for this layer" },
  "link-no-match": { severity: "error", title: "Two neighbouring layers have no way to speak with each other" },
  "long-stop": { severity: "warning", title: "A route has a long `request_time`, and nobody has said how long a stop may wait" },
  "media-not-own": { severity: "error", title: "An absolute `media` folder is one that cannot be the app's own: a folder of the operating system, one that others share, or the folder of the releases" },
  "missing-key": { severity: "error", title: "A key is missing" },
  "mod-wsgi-python": { severity: "error", title: "mod_wsgi cannot run the interpreter that is named" },
  "no-effect": { severity: "warning", title: "A key has no effect in this combination of layers" },
  "no-port": { severity: "error", title: "The web server listens on no port at all" },
  "node-stapling": { severity: "error", title: "OCSP stapling is asked of the node web server, which does not do it" },
  "node-too-old": { severity: "warning", title: "The gateway and the node web server run on Node 18 or later, and the target's distribution ships an older one" },
  "not-in-project": { severity: "warning", title: "A stack names a module, a callable or a file that the project beside it does not have" },
  "not-one-of": { severity: "error", title: "A value is not one of the possible words" },
  "ocsp-gone": { severity: "error", title: "OCSP stapling is switched on for an ACME certificate" },
  "out-of-range": { severity: "error", title: "A number is too small or too large" },
  "port-twice": { severity: "error", title: "The web server would listen on the same port twice" },
  "rate-too-slow": { severity: "error", title: "A rate is slower than the web server can count" },
  "requirements-format": { severity: "error", title: "`requirements` names a project's file or another tool's lock file" },
  "reserved-name": { severity: "error", title: "The stack, or the user that its app runs as, has a name that is the system's" },
  "reserved-path": { severity: "error", title: "A URL path is one that the web server answers itself" },
  "route-outside-mount": { severity: "error", title: "A route of an app lies outside the path where the app is mounted" },
  "secret-literal": { severity: "error", title: "A value that looks like a secret is written in stack.yaml" },
  "socket-path-long": { severity: "error", title: "The path of an app's unix socket is longer than the kernel takes" },
  "static-no-slash": { severity: "error", title: "A static URL without a slash at its end is one file, and this one has no file's name" },
  "stream-holds-worker": { severity: "warning", title: "A WSGI app has a route that streams, and its workers have one thread each" },
  "stream-needs-tornado": { severity: "error", title: "A route of a Tornado app asks for streaming, and its server runs the app through the WSGI bridge" },
  "too-many": { severity: "error", title: "A list is too long" },
  "tornado-bridge": { severity: "warning", title: "A Tornado app runs under a WSGI server, through a bridge" },
  "uncollected": { severity: "info", title: "The commands of `hooks.build` are the whole list: where it is stated, nothing else runs, and no command of it names `collectstatic`" },
  "unit-clash": { severity: "error", title: "Two things of the stack want the same systemd unit" },
  "unknown-app": { severity: "error", title: "A process or a scheduled command names an app that is not in the stack" },
  "unknown-environment": { severity: "error", title: "The environment is not in the file" },
  "unknown-key": { severity: "error", title: "The file has a key that the language does not know" },
  "url-clash": { severity: "error", title: "One URL path is served by two things" },
  "uwsgi-packet": { severity: "error", title: "The web server lets through more header bytes than the uwsgi protocol can carry" },
  "uwsgi-python": { severity: "error", title: "The distribution's uWSGI cannot run the interpreter that is named" },
  "websocket-needs-asgi": { severity: "error", title: "A route asks for a websocket, and its app is called by WSGI" },
  "wrong-type": { severity: "error", title: "A value has the wrong type" },
  "yaml-alias": { severity: "error", title: "An alias cannot be followed" },
  "yaml-control-character": { severity: "error", title: "The file has a character that no configuration can carry" },
  "yaml-documents": { severity: "error", title: "The file has a second document" },
  "yaml-duplicate-key": { severity: "error", title: "A key stands twice in one map" },
  "yaml-key": { severity: "error", title: "A key is not plain text" },
  "yaml-line-ends": { severity: "info", title: "The file has Windows line ends" },
  "yaml-not-a-map": { severity: "error", title: "The file is not a map of keys" },
  "yaml-not-utf8": { severity: "error", title: "The file is not UTF-8" },
  "yaml-number": { severity: "error", title: "A number does not mean what it looks like" },
  "yaml-syntax": { severity: "error", title: "The file is not YAML" },
  "yaml-tab": { severity: "error", title: "A tab is used as indentation" },
  "yaml-tag": { severity: "error", title: "A value has a YAML tag" },
  "yaml-too-big": { severity: "error", title: "The file is larger than a stack can be" },
  "yaml-too-deep": { severity: "error", title: "Lists and maps are nested too deep" },
};

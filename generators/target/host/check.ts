/** Faults that only a host has: limits of the kernel and of the units' sandbox. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { checkHidden } from "./hidden.ts";
import { checkMedia } from "./media-own.ts";

export function checkHost(emit: Emit): void {
  for (const app of emit.plan.apps) checkSocket(emit, app);
  if (emit.plan.place.kind === "local") return;
  checkHidden(emit);
  checkMedia(emit);
  checkWildcards(emit);
  checkNames(emit);
}

/** sockaddr_un holds 108 bytes with the final NUL (unix(7)). */
const SOCKET_BYTES = 107;

function checkSocket({ report }: Emit, { at, server }: App): void {
  if (server.socket === null || server.socket.length <= SOCKET_BYTES) return;
  report({
    code: "socket-path-long",
    layer: "target",
    at: below(at, "name"),
    message: `the socket's path has ${server.socket.length} bytes, and the kernel takes ${SOCKET_BYTES}: ${server.socket}`,
    help: "shorten the name of the stack or the app, or the folder given for a local run",
  });
}

/** RFC 8555 leaves it to the authority; Let's Encrypt gives wildcards for DNS-01 alone. */
function checkWildcards({ plan, report }: Emit): void {
  const wildcard = plan.site.domains.find((domain) => domain.startsWith("*."));
  if (wildcard === undefined || plan.web.tls?.certificate !== "acme") return;
  report({
    code: "acme-wildcard",
    layer: "target",
    at: "domains",
    message: `${wildcard} needs a certificate that the webroot challenge cannot give`,
    help: "get it with certbot's plugin for your DNS host, under the same certificate name, before the first activate",
  });
}

/** "You can combine up to 100 domain names into a single certificate" (letsencrypt.org, Rate Limits). */
const NAMES_MAX = 100;

function checkNames({ plan, report }: Emit): void {
  const names = new Set([...plan.site.domains, ...plan.site.aliases]).size;
  if (names <= NAMES_MAX || plan.web.tls?.certificate !== "acme") return;
  report({
    code: "acme-many-names",
    layer: "target",
    at: "domains",
    message: `the site has ${names} names, and Let's Encrypt puts at most ${NAMES_MAX} into one certificate`,
    help: "serve the others by stacks of their own, cover subdomains by a wildcard, or bring a certificate with certificate: files",
  });
}

/** Faults that only a host has: limits of the kernel and of the units' sandbox. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";

export function checkHost(emit: Emit): void {
  for (const app of emit.plan.apps) checkSocket(emit, app);
  if (emit.plan.place.kind === "local") return;
  for (const app of emit.plan.apps) checkHidden(emit, app);
  checkWildcards(emit);
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

/** ProtectHome= and PrivateTmp= show services an empty folder there. */
const HIDDEN = /^\/(home|root|run\/user|tmp|var\/tmp)(\/|$)/;

function checkHidden({ report }: Emit, app: App): void {
  const seen = [
    { key: "python", path: app.python },
    { key: "root", path: app.root },
    { key: "requirements", path: app.requirements?.file ?? "" },
  ];
  for (const { key, path } of seen) {
    const folder = HIDDEN.exec(path)?.[1];
    if (folder === undefined) continue;
    report({
      code: "hidden-folder",
      layer: "target",
      at: below(app.at, key),
      message: `services of the stack cannot see /${folder}, where ${path} lies`,
      help: "keep code and interpreter outside home and temporary folders, below /srv or /opt",
    });
  }
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

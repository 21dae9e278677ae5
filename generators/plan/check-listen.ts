/** Ports and addresses that a web server can listen on, each once. */
import type { Report } from "../report.ts";
import type { Listen, Tls } from "./plan.ts";

export function checkListen(listen: Listen, tls: Tls | null, report: Report): void {
  checkPorts(listen, report);
  checkAddresses(listen, report);
  if (tls?.certificate === "acme" && listen.http === null)
    report({
      code: "acme-needs-http",
      layer: "plan",
      at: "web.listen.http",
      message: "ACME's http-01 challenge is answered over http, which is switched off",
      help: "keep http: 80 (everything but the challenge is redirected), or use `certificate: files`",
    });
}

function checkPorts({ http, https }: Listen, report: Report): void {
  if (http === null && https === null)
    report({
      code: "no-port",
      layer: "plan",
      at: "web.listen",
      message: "the web server listens on no port",
      help: "give listen.http a port, or listen.https with a certificate",
    });
  if (http !== null && http === https)
    report({
      code: "port-twice",
      layer: "plan",
      at: "web.listen.https",
      message: `http and https both listen on port ${http}`,
      help: "give https another port, or switch http off with http: false",
      related: [{ at: "web.listen.http", message: "http listens here" }],
    });
}

/** Addresses that stand for all, and which others they have in them. */
const ALL: readonly (readonly [address: string, covers: RegExp])[] = [
  ["*", /./],
  ["0.0.0.0", /^[0-9.]+$/],
  ["::", /:/],
];

/** Of a port at all addresses and at one of them, the kernel gives a server the first alone. */
function checkAddresses({ addresses }: Listen, report: Report): void {
  for (const [index, address] of addresses.entries()) {
    const all = ALL.find(([name, covers]) => name !== address && addresses.includes(name) && covers.test(address));
    if (all === undefined || address === "*") continue;
    report({
      code: "port-twice",
      layer: "plan",
      at: `web.listen.addresses[${index}]`,
      message: `${address} is one of all addresses, which ${all[0]} listens on`,
      help: `take one of the two out`,
      related: [{ at: `web.listen.addresses[${addresses.indexOf(all[0])}]`, message: "all addresses" }],
    });
  }
}

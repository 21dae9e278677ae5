/** What one stack takes of the host it lives on. */
import type { Artifact } from "../artifact.ts";
import type { Plan } from "../plan/plan.ts";

export type Claim = {
  /** Two stacks with the same key are compared. */
  readonly key: string;
  /** What both must agree on; null for what only one stack can have. */
  readonly value: string | null;
  /** Path text of where stack.yaml decides it. */
  readonly at: string;
  /** `shop serves shop.example.com` */
  readonly message: string;
  readonly help: string;
  /** True for what a shared `name` causes by itself. */
  readonly follows: boolean;
};

export function claimsOf(artifact: Artifact): readonly Claim[] {
  return [...nameClaims(artifact.plan), ...unitClaims(artifact), ...domainClaims(artifact.plan), ...hostClaims(artifact.plan), ...portClaims(artifact.plan), ...defaultServerClaims(artifact)];
}

/** The name is the Unix user, the folders, the sockets and the units. */
function nameClaims(plan: Plan): Claim[] {
  const help = "give each stack a name of its own: its user, folders, sockets and units follow from it";
  const message = `this stack is called ${plan.name}`;
  return [{ key: `name ${plan.name}`, value: null, at: "name", message, help, follows: false }];
}

/** Units are files in folders that all stacks share: `shop` with an app `api` makes what `shop-api` makes. */
function unitClaims({ plan, files }: Artifact): Claim[] {
  const shared = files.filter(({ path }) => /^(systemd|sysusers\.d|tmpfiles\.d|logrotate\.d)\//.test(path));
  return shared.map(({ path }) => ({
    key: `unit ${path}`,
    value: null,
    at: "name",
    message: `${plan.name} makes ${path}`,
    help: "rename one of the two: unit names are the stack's name, and the app's where there are several",
    follows: true,
  }));
}

function domainClaims({ name, site, web }: Plan): Claim[] {
  const served = [...site.domains, ...site.aliases].filter((domain) => domain !== "localhost");
  return served.map((domain) => {
    const index = site.domains.indexOf(domain);
    return {
      key: `domain ${domain} ${web.server}`,
      value: null,
      at: index >= 0 ? `domains[${index}]` : `aliases[${site.aliases.indexOf(domain)}]`,
      message: `${name} serves ${domain}`,
      help: "serve one domain from one stack; several apps on it are `apps` with a `mount` each",
      follows: false,
    };
  });
}

/** One machine runs one distribution and one version of a web server. */
function hostClaims({ name, os, web }: Plan): Claim[] {
  const help = "stacks on one host state the same target.os and web.version; compile those of another host on their own";
  return [
    { key: "os", value: os.name, at: "target.os", message: `${name} is made for ${os.name}`, help, follows: false },
    {
      key: `version ${web.server}`,
      value: web.version,
      at: "web.version",
      message: `${name} is made for ${web.server} ${web.version}`,
      help,
      follows: false,
    },
  ];
}

/** A port belongs to one web server, which speaks http or https there, with one TLS profile. */
function portClaims({ name, web }: Plan): Claim[] {
  const { http, https } = web.listen;
  const claims: Claim[] = [];
  const claim = (port: number, at: string, value: string | null, speaks: string): void => {
    claims.push({
      key: `port ${port}`,
      value,
      at,
      message: `${name} has ${web.server} speak ${speaks} on port ${port}`,
      help: "stacks share a port only through the same web server, with the same web.tls.profile; give one of them another port",
      follows: false,
    });
  };
  // Each stack of `web: node` is a process of its own: two cannot have the same port.
  const shared = (speaks: string): string | null => (web.server === "node" ? null : `${web.server} ${speaks}`);
  if (http !== null) claim(http, "web.listen.http", shared("http"), "http");
  if (https !== null && web.tls !== null) {
    const speaks = `https (${web.tls.profile}${web.tls.http2 ? "" : ", without HTTP/2"})`;
    claim(https, web.tls.profile === "modern" ? "web.tls.profile" : "web.listen.https", shared(speaks), speaks);
  }
  return claims;
}

/** The server for unknown hosts is one for all stacks of a host: they must print the same. */
function defaultServerClaims({ plan, files }: Artifact): Claim[] {
  const file = files.find(({ path }) => path === `web/${plan.web.server}/default-server.conf`);
  if (file === undefined) return [];
  return [
    {
      key: `default ${file.path}`,
      value: file.text.replaceAll(plan.name, "NAME"),
      at: "web.listen",
      message: `${plan.name} has a server for unknown hosts of its own kind`,
      help: "the server for unknown hosts is shared by all stacks of a host: give them the same web.listen, or set web.catch_all: false in all but one",
      follows: false,
    },
  ];
}

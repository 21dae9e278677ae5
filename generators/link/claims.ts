/** What one stack takes of the host it lives on. */
import type { Artifact } from "../artifact.ts";
import { webLayer } from "../chosen.ts";
import type { Registry, WebLayer } from "../layer.ts";
import type { Plan } from "../plan/plan.ts";

export type Claim = {
  /** Two stacks with the same key are compared. */
  readonly key: string;
  /** What both must agree on; null for what only one stack can have. */
  readonly value: string | null;
  /** Path text of where stack.yaml decides it. */
  readonly at: string;
  /** What is wrong when it clashes, after "two stacks of one host". */
  readonly fault: string;
  /** Said at each of the two places: `shop serves shop.example.com`. */
  readonly message: string;
  readonly help: string;
  /** True for what a shared `name` causes by itself. */
  readonly follows: boolean;
};

export function claimsOf(artifact: Artifact, registry: Registry): readonly Claim[] {
  const { plan } = artifact;
  const web = webLayer({ plan, registry });
  return [
    ...nameClaims(plan),
    ...unitClaims(artifact),
    ...domainClaims(plan),
    ...hostClaims(plan),
    ...portClaims(plan, web),
    ...(web.behaviour.catchAll === "one" ? onlyDefaultClaims(plan, web) : sharedDefaultClaims(artifact)),
  ];
}

/** The name is the folders, the sockets, the units and, unless stated, the Unix user. */
function nameClaims({ name, users }: Plan): Claim[] {
  return [
    {
      key: `name ${name}`,
      value: null,
      at: "name",
      fault: `are called ${name}`,
      message: `the name ${name}`,
      help: "give each stack a name of its own: its user, folders, sockets and units follow from it",
      follows: false,
    },
    {
      key: `user ${users.app}`,
      value: null,
      at: "target.user",
      fault: `run as the Unix user ${users.app}`,
      message: `${name} runs as ${users.app}`,
      help: "give each stack a user of its own: one must not read the other's secrets or signal its processes",
      follows: true,
    },
  ];
}

/** Units are files in folders that all stacks share: `shop` with an app `api` makes what `shop-api` makes. */
function unitClaims({ plan, files }: Artifact): Claim[] {
  const shared = files.filter(({ path }) => /^(systemd|sysusers\.d|tmpfiles\.d|logrotate\.d)\//.test(path));
  // Whatever link a server has: its next release may have another one.
  const claimed = shared.map(({ path }) => ({ path, unit: path.replace(/@[^.]*/, "") }));
  return claimed.map(({ path, unit }) => ({
    key: `unit ${unit}`,
    value: null,
    at: "name",
    fault: `make ${unit}`,
    message: `${plan.name} makes ${path}`,
    help: "rename one of the two: unit names are the stack's name, with the app's, process's or timer's behind it",
    follows: true,
  }));
}

function domainClaims({ name, site }: Plan): Claim[] {
  const paths = new Map([
    ...site.aliases.map((domain, index) => [domain, `aliases[${index}]`] as const),
    ...site.domains.map((domain, index) => [domain, `domains[${index}]`] as const),
  ]);
  // A local place adds localhost to every stack's names.
  return [...paths]
    .filter(([domain]) => domain !== "localhost")
    .map(([domain, at]) => ({
      key: `domain ${domain}`,
      value: null,
      at,
      fault: `serve ${domain}`,
      message: `${name} serves it`,
      help: "serve one domain from one stack; several apps on it are `apps` with a `mount` each",
      follows: false,
    }));
}

/** One machine runs one distribution and one version of a web server. */
function hostClaims({ name, os, web }: Plan): Claim[] {
  const help = "stacks of one host state the same target.os and web.version; compile those of another host by a call of their own";
  const system = {
    key: "os",
    value: os.name,
    at: "target.os",
    fault: "are made for different distributions",
    message: `${name} is made for ${os.name}`,
  };
  const server = {
    key: `version ${web.server}`,
    value: web.version,
    at: "web.version",
    fault: `are made for different versions of ${web.server}`,
    message: `${name} is made for ${web.server} ${web.version}`,
  };
  return [system, server].map((claim) => ({ ...claim, help, follows: false }));
}

/** A port belongs to one web server, which speaks http or https there, with one TLS profile. */
function portClaims({ name, web }: Plan, { host }: WebLayer): Claim[] {
  const { http, https } = web.listen;
  const claims: Claim[] = [];
  const claim = (port: number, at: string, value: string | null, speaks: string): void => {
    claims.push({
      key: `port ${port}`,
      value,
      at,
      fault: `use port ${port} in different ways`,
      message: `${name} has ${web.server} speak ${speaks} here`,
      help: "stacks share a port only through the same web server, with the same web.tls.profile; give one of them another port",
      follows: false,
    });
  };
  // One that is no service of the distribution is a process of each stack's own: two cannot have the same port.
  const shared = (speaks: string): string | null => (host === null ? null : `${web.server} ${speaks}`);
  if (http !== null) claim(http, "web.listen.http", shared("http"), "http");
  if (https !== null && web.tls !== null) {
    const speaks = `https (${web.tls.profile}${web.tls.http2 ? "" : ", without HTTP/2"})`;
    claim(https, web.tls.profile === "modern" ? "web.tls.profile" : "web.listen.https", shared(speaks), speaks);
  }
  return claims;
}

/** One for each address and port, and a second is refused even if it is the same. */
function onlyDefaultClaims({ name, web }: Plan, { title }: WebLayer): Claim[] {
  if (!web.catchAll) return [];
  const { addresses, http, https } = web.listen;
  const ports = [http, web.tls === null ? null : https].filter((port) => port !== null);
  return addresses.flatMap((address) =>
    ports.map((port) => ({
      key: `default ${web.server} ${address} ${port}`,
      value: null,
      at: "web.catch_all",
      fault: `are ${title}'s default server on one port`,
      message: `${name} answers unknown hosts here`,
      help: "leave unknown hosts to one stack of the host: web.catch_all: false in all others",
      follows: true,
    })),
  );
}

/** The first one answers for all: they must print the same. */
function sharedDefaultClaims({ plan, files }: Artifact): Claim[] {
  const file = files.find(({ path }) => path === `web/${plan.web.server}/default-server.conf`);
  if (file === undefined) return [];
  return [
    {
      key: `default ${file.path}`,
      value: file.text.replaceAll(`/${plan.name}/`, "/NAME/"),
      at: "web.listen",
      fault: "answer unknown hosts in different ways",
      message: `${plan.name}'s server for unknown hosts`,
      help: "the server for unknown hosts is shared by all stacks of a host: give them the same web.listen, or set web.catch_all: false in all but one",
      follows: false,
    },
  ];
}

/**
 * The stack.yaml that `init` writes: what was found, and in comments what people change next.
 * Values are quoted where YAML could take them for something else.
 */

import { fromRoot } from "../../generators/framework/detect/paths.ts";
import { registry } from "../../generators/registry.ts";
import type { App } from "./app.ts";
import type { Answers } from "./init.ts";
import type { OwnMemory } from "./several-workers.ts";

const PLAIN = /^[A-Za-z_][\w./@()-]*(?::[\w.()]+)?$/;

export function stackText({ name, domain, web, wsgi, app }: Answers): string {
  return `# One file for the whole backend: \`stackc generate\` makes all layers from it.
# All keys: \`stackc schema\`. What a message means: \`stackc explain CODE\`.

name: ${value(name)}

# The first is canonical. \`aliases: [www.${bare(domain)}]\` would redirect to it.
domains: [${value(domain)}]

web:
  server: ${web}
  # tls: { certificate: files, cert_file: /etc/ssl/site.pem, key_file: /etc/ssl/site.key }
  # tls: false            # plain http: only for a network you trust
  # limits: { body: 10MB, request_time: 30s }

# In front of the web server: a load balancer or a CDN.
# edge: { kind: load-balancer, trusted: [10.0.0.0/8] }

wsgi:
  server: ${wsgi}
${workerLines(app)}
app:
  framework: ${app.framework}
  module: ${value(app.module)}
${appLines(app)}
${programLines(app)}
# environments:
#   staging: { domains: [staging.${bare(domain)}] }
`;
}

function bare(domain: string): string {
  return domain.replace(/["\\\n]/g, "");
}

const WORKERS = "# workers: 4            # default: by the machine's CPUs and memory";

/** Each worker is a process of its own: said where the app keeps something in one (docs/workers.md). */
const OWN_MEMORY: Readonly<Record<OwnMemory, readonly string[]>> = {
  "socket-io": ["# Socket.IO keeps its clients in one process; any other answers them 400.", "workers: 1"],
  "channel-layer": ["# InMemoryChannelLayer reaches the clients of its own process alone; channels_redis reaches all.", "workers: 1"],
  scheduler: ["# Each worker runs the app's scheduler, and each of its jobs; `schedule:` and `processes:` run them once."],
  limiter: ["# Each worker has the limiter's counts to itself, unless its storage is shared; `web.limits.rate` counts once."],
};

export function wantsOneWorker({ ownMemory }: App): boolean {
  return ownMemory.some((kind) => OWN_MEMORY[kind].includes("workers: 1"));
}

function workerLines(app: App): string {
  const [first] = app.ownMemory.filter((kind) => OWN_MEMORY[kind].includes("workers: 1"));
  return indent(first === undefined ? [...app.ownMemory.flatMap((kind) => OWN_MEMORY[kind]), WORKERS] : OWN_MEMORY[first]);
}

function appLines(app: App): string {
  const requirements = app.requirements.file === null ? null : fromRoot(app.root, app.requirements.file);
  return indent(
    [
      app.interface === null ? null : `interface: ${app.interface}`,
      app.root === "." ? null : `root: ${value(app.root)}`,
      app.settings === null ? null : `settings: ${value(app.settings)}`,
      requirements === null ? null : `requirements: ${value(requirements)}`,
      ...secretLines(app),
      ...staticLines(app),
      ...mediaLines(app),
      app.variables.length === 0
        ? "# env: { LOG_LEVEL: info }"
        : `# env: { ${app.variables
            .slice(0, 8)
            .map((name) => `${name}: "..."`)
            .join(", ")} }   # the app reads these`,
      ...routeLines(app),
    ].filter((line) => line !== null),
  );
}

function secretLines({ secrets }: App): readonly string[] {
  if (secrets.length === 0) return ["# secrets: [DATABASE_URL]   # names alone, never values"];
  return ["# Names alone: the values stand in /etc/NAME/secrets.env on the host.", `secrets: [${secrets.join(", ")}]`];
}

/** Folders of the language are relative to the app's root. */
function staticLines({ framework, static: files, root }: App): readonly string[] {
  if (files === null) return ["# static: { /static/: static }"];
  const { collect } = registry.framework[framework].facts;
  if (collect !== null) return ["static:", `  ${files.url}: ${value(files.folder)}   # filled by ${collect.word}`];
  const folder = fromRoot(root, files.folder) ?? files.folder;
  return ["# The app's own folder: the web server serves it without asking the app.", "static:", `  ${files.url}: ${value(folder)}`];
}

function mediaLines({ framework, media }: App): readonly string[] {
  if (media !== null)
    return ["# Uploads, below the state folder: they outlive releases.", `media: { ${media.url}: ${value(media.folder)} }`];
  return registry.framework[framework].detect.suggests.media ? ["# media: { /media/: media }"] : [];
}

function routeLines({ routes }: App): readonly string[] {
  const hint = "# routes: { /upload: { body: 100MB, request_time: 2m } }";
  return routes.length === 0 ? [hint] : ["routes:", ...routes.map(({ path, needs }) => `  ${path}: { ${needs}: true }`)];
}

function programLines({ framework, processes, release }: App): string {
  const { suggests } = registry.framework[framework].detect;
  return [
    ...(processes.length === 0
      ? ["# Programs beside the app, and timed ones.", "# processes: { worker: celery -A shop worker }"]
      : ["processes:", ...processes.map(([name, command]) => `  ${value(name)}: ${quoted(command)}`)]),
    `# schedule: { clean: { command: ${suggests.scheduled}, at: "04:00" } }`,
    ...(release.length === 0
      ? [`# hooks: { release: [${suggests.release}] }   # once, before a release serves`]
      : ["# Once, before a release serves.", "hooks:", `  release: [${release.map(quoted).join(", ")}]`]),
    "",
  ].join("\n");
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join("");
}

/** A command has blanks, commas and colons, which mean something inside brackets. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function value(text: string): string {
  return PLAIN.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}

/**
 * The stack.yaml that `init` writes: what was found, and in comments what people change next.
 * Values are quoted where YAML could take them for something else.
 */
import type { Answers } from "./init.ts";
import type { OwnMemory } from "./several-workers.ts";
import type { StaticFolder } from "./static-folder.ts";

const PLAIN = /^[A-Za-z_][\w./@()-]*(?::[\w.()]+)?$/;

export function stackText({ name, domain, web, wsgi, app }: Answers): string {
  return `# One file for the whole backend: \`stackc generate\` makes all layers from it.
# All keys: \`stackc schema\`. What a message means: \`stackc explain CODE\`.

name: ${value(name)}

# The first is canonical. \`aliases: [www.${domain.replace(/["\\\n]/g, "")}]\` would redirect to it.
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
# environments:
#   staging: { domains: [staging.${domain.replace(/["\\\n]/g, "")}] }
`;
}

const WORKERS = "# workers: 4            # default: by the machine's CPUs and memory";

/** Each worker is a process of its own: said where the app keeps something in one (docs/workers.md). */
const OWN_MEMORY: Readonly<Record<OwnMemory, readonly string[]>> = {
  "socket-io": ["# Socket.IO keeps its clients in one process; any other answers them 400.", "workers: 1"],
  scheduler: ["# Each worker runs the app's scheduler, and each of its jobs; `schedule:` and `processes:` run them once."],
  limiter: ["# Each worker has the limiter's counts to itself, unless its storage is shared; `web.limits.rate` counts once."],
};

function workerLines({ ownMemory }: Answers["app"]): string {
  const own = ownMemory.flatMap((kind) => OWN_MEMORY[kind]);
  return indent(ownMemory.includes("socket-io") ? own : [...own, WORKERS]);
}

function appLines({ framework, root, settings, requirements, static: files, secret }: Answers["app"]): string {
  const lines = [
    root === "." ? null : `root: ${value(root)}`,
    settings === null ? null : `settings: ${value(settings)}`,
    requirements === null ? null : `requirements: ${value(requirements)}`,
    ...(framework === "django"
      ? DJANGO
      : [
          ...(secret === null ? [SECRETS] : [NAMES_ALONE, `secrets: [${secret}]`]),
          ...(files === null ? STATIC : staticLines(files, root)),
        ]),
    "# env: { LOG_LEVEL: info }",
    "# routes: { /upload: { body: 100MB, request_time: 2m } }",
  ];
  return indent(lines.filter((line) => line !== null));
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join("");
}

const NAMES_ALONE = "# Names alone: the values stand in /etc/NAME/secrets.env on the host.";
const DJANGO = [
  NAMES_ALONE,
  "secrets: [SECRET_KEY]",
  "static:",
  "  /static/: staticfiles   # filled by collectstatic",
  "# media: { /media/: media }",
];
const SECRETS = "# secrets: [DATABASE_URL]   # names alone, never values";
const STATIC = ["# static: { /static/: static }"];

/** Folders of the language are relative to the app's root. */
function staticLines({ url, folder }: StaticFolder, root: string): readonly string[] {
  return [
    "# The app's own folder: the web server serves it without asking the app.",
    "static:",
    `  ${url}: ${value(root === "." ? folder : folder.slice(root.length + 1))}`,
  ];
}

function value(text: string): string {
  return PLAIN.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}

/** The apps, each with its interpreter, environment and WSGI server. */
import { below } from "../../schema/path.ts";
import type { Env } from "../../schema/stack.generated.ts";
import type { Registry } from "../layer.ts";
import type { Report } from "../report.ts";
import { locationsOf } from "./app-locations.ts";
import type { AppSource } from "./app-sources.ts";
import type { Share } from "./budget.ts";
import { planEntry } from "./entry.ts";
import { folderBelow, projectFile } from "./paths.ts";
import type { App, Location, OsName, Paths, Place, WebName } from "./plan.ts";
import { checkRequirements } from "./requirements.ts";
import { planServer, requestTimeMaxS } from "./server.ts";
import { DISTRIBUTION_PYTHON, isDistributionPython } from "./versions.ts";

export type AppsInput = {
  readonly sources: readonly AppSource[];
  readonly shares: ReadonlyMap<string, Share>;
  readonly locations: readonly Location[];
  readonly web: WebName;
  readonly os: OsName;
  readonly place: Place;
  readonly paths: Paths;
  readonly registry: Registry;
  readonly report: Report;
};

export function planApps(input: AppsInput): App[] {
  return input.sources.flatMap((source) => {
    const app = planApp(source, locationsOf(input, source), input);
    return app === null ? [] : [app];
  });
}

function planApp(app: AppSource, locations: readonly Location[], input: AppsInput): App | null {
  const { source, at } = app;
  const { paths, registry, report, web } = input;
  const { python, virtualenv } = interpreterOf(app, input);
  const isDistributions = virtualenv === null && isDistributionPython(python, input.os);
  const share = input.shares.get(app.name) ?? { workersMax: 1, threadsMax: 1, connectionsMax: null };
  const server = planServer({ app, web, paths, virtualenv, isDistributions, locations, share, registry, report });
  if (server === null) return null;
  checkRequirements(app, report);
  const secrets: readonly string[] = source.secrets;
  return {
    name: app.name,
    mount: app.mount,
    at,
    wsgiAt: app.wsgiAt,
    framework: source.framework,
    interface: server.appLink,
    ...planEntry(app, registry.framework[source.framework].facts),
    root: app.root,
    python,
    virtualenv,
    requirements:
      source.requirements === undefined
        ? null
        : { file: projectFile(paths, source.requirements), python: source.python ?? DISTRIBUTION_PYTHON },
    env: planEnv(source.env, below(at, "env"), report),
    secrets,
    health: app.health,
    statics: staticFolders(app),
    medias: mediaFolders(app, paths),
    logLevel: source.log_level,
    bodyBytesMax: Math.max(0, ...locations.map((location) => location.bodyBytes)),
    requestTimeMaxS: requestTimeMaxS(app.name, locations),
    streams: locations.some(({ serve }) => serve.kind === "app" && serve.stream),
    websockets: locations.some(({ serve }) => serve.kind === "app" && serve.websocket),
    server,
  };
}

/** The folders alone: single files (`/favicon.ico`) are the web server's business. */
function staticFolders({ source, root }: AppSource): App["statics"] {
  return Object.entries(source.static).flatMap(([url, value]) => {
    if (!url.endsWith("/")) return [];
    return [{ url, folder: folderBelow(root, value.folder), hashed: value.hashed }];
  });
}

function mediaFolders({ source }: AppSource, paths: Paths): App["medias"] {
  return Object.entries(source.media).map(([url, value]) => ({
    url: url.endsWith("/") ? url : `${url}/`,
    folder: folderBelow(paths.state, value.folder),
    protected: value.protected,
  }));
}

type Interpreter = { readonly python: string; readonly virtualenv: string | null };

/**
 * With `requirements` it is that of the virtualenv that the build step makes of the stated one; else the stated one; else the
 * distribution's. On a person's own machine there is no build step: a virtual environment that is there wins, else a stated one is used
 * as it is.
 */
function interpreterOf({ source, name }: AppSource, { place, paths, sources }: AppsInput): Interpreter {
  const virtualenv = sources.length === 1 ? paths.virtualenv : `${paths.virtualenv}-${name}`;
  const isThere = place.kind === "host" || place.virtualenvs?.includes(virtualenv) === true;
  const isMade = source.requirements !== undefined && (isThere || source.python === undefined);
  if (!isMade) return { python: source.python ?? DISTRIBUTION_PYTHON, virtualenv: virtualenvOf(source.python ?? DISTRIBUTION_PYTHON) };
  return { python: `${virtualenv}/bin/python`, virtualenv };
}

/** `/opt/venv/bin/python` stands in `/opt/venv`; the distribution's own in none. */
export function virtualenvOf(python: string): string | null {
  const folder = python.slice(0, python.lastIndexOf("/"));
  const isOwn = folder.endsWith("/bin") && !["/usr/bin", "/bin", "/usr/local/bin"].includes(folder);
  return isOwn ? folder.slice(0, -"/bin".length) : null;
}

/** Names whose value is a secret by any reading; a literal in stack.yaml would end in the artifact. */
const SECRET_NAME =
  /(?:^|_)(?:SECRET|(?:SECRET|PRIVATE|ENCRYPTION|SIGNING|SECRET_ACCESS|FERNET|API|JWT)_KEY|SECRET_KEY_BASE|PASSWORD|PASSWD|PASSPHRASE|PASS|TOKEN)$|_PWD$|_PASSWORD_SALT$/;

/** A URL with a password in it, as databases and brokers are named: RFC 3986, section 3.2.1. */
const PASSWORD_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:[^/?#@]+@/i;

export function planEnv(env: Env, at: string, report: Report): App["env"] {
  return Object.entries(env).map(([name, value]) => {
    const told = SECRET_NAME.test(name) ? "looks like a secret" : PASSWORD_IN_URL.test(String(value)) ? "holds a password" : null;
    if (told !== null)
      report({
        code: "secret-literal",
        layer: "plan",
        at: below(at, name),
        message: `${name} ${told}, and its value would stand in the artifact for all to read`,
        help: `list the name under \`secrets: [${name}]\`; its value is read on the host`,
      });
    return { name, value: String(value), at: below(at, name) };
  });
}

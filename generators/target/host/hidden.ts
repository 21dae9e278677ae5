/**
 * What stack.yaml names by an absolute path and nobody of the stack will find there: ProtectHome= and PrivateTmp= show services
 * an empty folder, and the user that hooks run as is let into nobody's home.
 */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { commandOf } from "./command.ts";

type Named = { readonly at: string; readonly path: string };

const SERVICES = /^\/(home|root|run\/user|tmp|var\/tmp)(\/|$)/;
const HOMES = /^\/(home|root|run\/user)(\/|$)/;

export function checkHidden({ plan, report }: Emit): void {
  const rows = [
    ...[...plan.apps.flatMap(ofApp), ...ofSite(plan), ...ofJobs(plan)].map((named) => ({
      ...named,
      who: "services of the stack",
      hidden: SERVICES,
    })),
    ...ofHooks(plan).map((named) => ({ ...named, who: "the app's user, which hooks run as,", hidden: HOMES })),
  ];
  for (const { at, path, who, hidden } of rows) {
    const folder = hidden.exec(path)?.[1];
    if (folder === undefined) continue;
    report({
      code: "hidden-folder",
      layer: "target",
      at,
      message: `${who} cannot see /${folder}, where ${path} lies`,
      help: "keep what the stack needs outside home and temporary folders, below /srv or /opt",
    });
  }
}

/** What its interpreter is said of, is said of it. */
function ofVirtualenv({ server, virtualenv }: App): boolean {
  return virtualenv !== null && server.command?.startsWith(`${virtualenv}/`) === true;
}

function ofApp(app: App): readonly Named[] {
  const own = (key: string) => below(app.at, key);
  return [
    // The folders of a made virtualenv are the release's.
    { at: own("python"), path: app.requirements?.python ?? app.python },
    { at: own("root"), path: app.root },
    { at: own("requirements"), path: app.requirements?.file ?? "" },
    { at: below(app.wsgiAt, "command"), path: ofVirtualenv(app) ? "" : (app.server.command ?? "") },
    ...app.medias.map(({ url, folder }) => ({ at: below(app.at, "media", url), path: folder })),
  ];
}

/** Files that a web server reads: our own is a service of the stack, and the others run as a user that no home lets in. */
function ofSite({ locations, web }: Plan): readonly Named[] {
  return [
    ...locations.flatMap(({ serve, at }) =>
      serve.kind === "static" ? [{ at, path: serve.folder }] : serve.kind === "file" ? [{ at, path: serve.file }] : [],
    ),
    ...usersFiles(locations),
    ...web.errors.map(({ at, file }) => ({ at, path: file })),
    { at: "web.maintenance.page", path: web.maintenance.page ?? "" },
  ];
}

/** A rule holds for all below its path, so many rows have the same one. */
function usersFiles(locations: Plan["locations"]): readonly Named[] {
  const found = locations.flatMap(({ access }) =>
    access?.basicAuth == null
      ? []
      : [[access.at, { at: below(access.at, "basic_auth", "users_file"), path: access.basicAuth.usersFile }] as const],
  );
  return [...new Map(found).values()];
}

const ofJobs = (plan: Plan): readonly Named[] =>
  [...plan.processes, ...plan.schedule].flatMap((job) => programsOf(plan, job).map((path) => ({ at: below(job.at, "command"), path })));

const ofHooks = (plan: Plan): readonly Named[] =>
  [...plan.hooks.build, ...plan.hooks.release].flatMap((hook) => programsOf(plan, hook).map((path) => ({ at: hook.at, path })));

/** The program, and the script where that is Python; other words may well name a file in a /tmp of the service's own. */
function programsOf({ apps }: Plan, { app: name, argv }: { readonly app: string; readonly argv: readonly string[] }): readonly string[] {
  const app = apps.find((one) => one.name === name);
  if (app === undefined) return [];
  const [program = "", script = ""] = commandOf(app, argv);
  return program === app.python ? [script] : [program];
}

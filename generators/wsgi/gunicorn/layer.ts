/**
 * gunicorn: HTTP on a unix socket, a worker class for each way an app can speak.
 *
 * Never reloaded by HUP: gunicorn stops altogether when the new code does not import, and what
 * it resolved at start stays. Behind systemd's socket a restart loses nothing (RULES T6, T8).
 */
import { below } from "../../../schema/path.ts";
import type { Emit, WsgiLayer } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import type { App, Plan, Run, ServerLinks } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import { sharedModule } from "../../render/shared-module.ts";
import { capacityFile } from "../capacity.ts";
import { checkSingleThread } from "../check.ts";
import { deadlineFiles } from "../deadline.ts";
import type { Need, ProgramSources } from "../facts.ts";
import { preloadFiles } from "../preload/preload.ts";
import { asgiPackages } from "../uvicorn.ts";
import asgiTemplate from "./asgi-worker.py.hbs";
import settingsTemplate from "./gunicorn.conf.py.hbs";
import hooksTemplate from "./hooks.py.hbs";
import { local } from "./local.ts";
import answerTemplate from "./stackc_answer_gunicorn.py.hbs";
import tornadoTemplate from "./tornado-worker.py.hbs";
import { asgiWorkerView, settingsPath, settingsView } from "./view.ts";
import { words } from "./words.ts";

const ANSWER = "stackc_answer_gunicorn";

export const gunicorn: WsgiLayer = {
  role: "wsgi",
  name: "gunicorn",
  title: "gunicorn",
  // Tornado natively before through the WSGI bridge; Django by WSGI unless its interface says asgi.
  accepts: ["tornado", "wsgi", "asgi"],
  offers: () => ["http"],
  takesCommand: true,
  words,
  facts: {
    preloads: false,
    // With kept connections, nine in ten restarts of a busy one lost one to three POSTs.
    closesIdle: true,
    runs: "any-python",
    asksOptions: false,
    nodeMin: null,
    plugins: [],
    ignores: null,
    sandbox: { setsIds: true, notifiesFromChild: false },
    answerModule: ANSWER,
    deadline: { drains: true, seesFrozen: true },
  },
  local,
  command,
  packages: (app, isDistributions) => [...(app.server.distribution ? ["gunicorn"] : []), ...asgiPackages(app, isDistributions)],
  needs: (app) => [...ownNeeds(app), ...asgiNeeds(app)],
  requirements: (link) => (link === "asgi" ? ["gunicorn", "uvicorn"] : ["gunicorn"]),
  keepaliveS,
  run,
  includedFile: () => null,
  check: checkSingleThread,
  emit: emitFiles,
};

/** The distribution's runs on the distribution's Python alone: another one runs a gunicorn of its own, as a module. */
function command({ virtualenv, isDistributions }: ProgramSources): string | null {
  if (virtualenv !== null) return `${virtualenv}/bin/gunicorn`;
  return isDistributions ? "/usr/bin/gunicorn" : null;
}

/** The main thread watches those of an event loop and of threads, so that they hold nothing. The sync worker keeps none. */
function keepaliveS({ appLink }: ServerLinks, threads: number): number {
  return appLink !== "wsgi" || threads > 1 ? 75 : 0;
}

function ownNeeds(app: App): readonly Need[] {
  return isModule(app) ? [{ package: "gunicorn", modules: ["gunicorn"] }] : [];
}

/** Those that asgi-worker.py.hbs looks for. */
const ASGI_WORKERS = ["uvicorn_worker", "uvicorn.workers", "gunicorn.workers.gasgi"];

function asgiNeeds({ server }: App): readonly Need[] {
  return server.appLink === "asgi" ? [{ package: "uvicorn-worker", modules: ASGI_WORKERS }] : [];
}

function run(app: App, plan: Plan): Run {
  return {
    argv: [...programOf(app), "--config", released(plan, settingsPath(app))],
    workingDirectory: app.root,
    environment: [],
    type: "notify",
    socketActivation: true,
    stopSignal: "SIGTERM",
    reloadSignal: null,
    pauseSignal: null,
    writable: [],
  };
}

/** As a module where it can be: a script's first line names the folder its virtualenv was made in. */
function programOf(app: App): readonly string[] {
  const { command: own } = app.server;
  return isModule(app) || own === null ? [app.python, "-m", "gunicorn"] : [own];
}

function isModule({ virtualenv, server }: App): boolean {
  return server.command === null || server.command === `${virtualenv ?? ""}/bin/gunicorn`;
}

function emitFiles(app: App, emit: Emit): readonly File[] {
  const settings = render<"python">({
    path: settingsPath(app),
    template: settingsTemplate,
    view: settingsView(app, emit),
    origin: originOf(emit.plan.written, below(app.wsgiAt, "server")),
  });
  const hooks = sharedModule(emit.plan, "stackc_gunicorn", hooksTemplate);
  return [
    settings,
    hooks,
    ...deadlineFiles(emit.plan),
    ...preloadFiles(app, emit.plan),
    ...(app.server.workers === "auto" ? [capacityFile(emit.plan)] : []),
    ...workerFiles(app, emit),
  ];
}

function workerFiles(app: App, emit: Emit): readonly File[] {
  const { appLink } = app.server;
  switch (appLink) {
    case "tornado":
      return [sharedModule(emit.plan, "stackc_tornado_worker", tornadoTemplate, "S10")];
    case "asgi":
      return [asgiWorker(app, emit)];
    case "wsgi":
      return [sharedModule(emit.plan, ANSWER, answerTemplate)];
    default:
      return appLink satisfies never;
  }
}

function asgiWorker(app: App, emit: Emit): File {
  const path = `app/${app.name}/stackc_worker.py`;
  return render({ path, template: asgiTemplate, view: asgiWorkerView(app, emit), origin: { kind: "rule", id: "S10" } });
}

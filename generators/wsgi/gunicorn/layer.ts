/**
 * gunicorn: HTTP on a unix socket, a worker class for each way an app can speak.
 *
 * Never reloaded by HUP: gunicorn stops altogether when the new code does not import, and what
 * it resolved at start stays. Behind systemd's socket a restart loses nothing (RULES T6, T8).
 */
import { below } from "../../../schema/path.ts";
import type { Emit, WsgiLayer } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import type { App, Plan, Run } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import { sharedModule } from "../../render/shared-module.ts";
import { capacityFile } from "../capacity.ts";
import { checkSingleThread } from "../check.ts";
import { deadlineFiles } from "../deadline.ts";
import { preloadFiles } from "../preload/preload.ts";
import asgiTemplate from "./asgi-worker.py.hbs";
import settingsTemplate from "./gunicorn.conf.py.hbs";
import hooksTemplate from "./hooks.py.hbs";
import tornadoTemplate from "./tornado-worker.py.hbs";
import { asgiWorkerView, settingsView } from "./view.ts";

export const gunicorn: WsgiLayer = {
  role: "wsgi",
  name: "gunicorn",
  // Tornado natively before through the WSGI bridge; Django by WSGI unless its interface says asgi.
  accepts: ["tornado", "wsgi", "asgi"],
  offers: () => ["http"],
  run,
  check: checkSingleThread,
  emit: emitFiles,
};

function settingsPath(app: App): string {
  return `gunicorn/${app.name}.conf.py`;
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
function programOf({ python, virtualenv, server }: App): readonly string[] {
  const isModule = server.command === null || server.command === `${virtualenv ?? ""}/bin/gunicorn`;
  return isModule ? [python, "-m", "gunicorn"] : [server.command];
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
      return [];
    default:
      return appLink satisfies never;
  }
}

function asgiWorker(app: App, emit: Emit): File {
  const path = `app/${app.name}/stackc_worker.py`;
  return render({ path, template: asgiTemplate, view: asgiWorkerView(app, emit), origin: { kind: "rule", id: "S10" } });
}

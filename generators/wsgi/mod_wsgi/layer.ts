/**
 * mod_wsgi: a WSGI server inside Apache, in daemon processes of the app's own user. The URLs
 * are Apache's (web/apache); here stand the processes.
 */
import { below } from "../../../schema/path.ts";
import type { Emit, WsgiLayer } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { DISTRIBUTION_PYTHON } from "../../plan/versions.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import { sharedModule } from "../../render/shared-module.ts";
import { capacityFile } from "../capacity.ts";
import { checkSingleThread, otherPython } from "../check.ts";
import { deadlineFiles } from "../deadline.ts";
import { otherServers } from "../other-servers.ts";
import template from "./daemon.conf.hbs";
import answerTemplate from "./stackc_answer_mod_wsgi.py.hbs";
import { daemonView } from "./view.ts";
import { words } from "./words.ts";

const ANSWER = "stackc_answer_mod_wsgi";

export const modWsgi: WsgiLayer = {
  role: "wsgi",
  name: "mod_wsgi",
  title: "mod_wsgi",
  accepts: ["wsgi"],
  offers: () => ["embedded"],
  takesCommand: false,
  words,
  facts: {
    preloads: false,
    closesIdle: false,
    runs: "distribution-python",
    asksOptions: false,
    nodeMin: null,
    plugins: [],
    ignores: {
      keys: ["command", "preload", "backlog", "max_memory"],
      because: "mod_wsgi lives inside Apache, which has no such setting for it",
    },
    sandbox: { setsIds: false, notifiesFromChild: false },
    answerModule: ANSWER,
    deadline: { drains: true, seesFrozen: true },
  },
  local: null,
  command: () => null,
  packages: () => ["libapache2-mod-wsgi-py3"],
  needs: () => [],
  requirements: () => [],
  keepaliveS: () => 0,
  run: () => null,
  includedFile: settingsPath,
  check,
  emit: emitFiles,
};

function settingsPath(app: App): string {
  return `mod_wsgi/${app.name}.conf`;
}

function check(app: App, emit: Emit): void {
  checkSingleThread(app, emit);
  checkPython(app, emit);
  if (app.server.preload)
    emit.report({
      code: "no-effect",
      layer: "wsgi",
      at: below(app.wsgiAt, "preload"),
      message: "mod_wsgi's processes load the app each for itself, when they start",
      help: "remove preload; the app is loaded before the first request anyway",
    });
}

function checkPython(app: App, emit: Emit): void {
  const other = otherPython(app, emit.plan);
  if (other === null) return;
  const others = otherServers(app, emit, ({ facts }) => facts.runs === "any-python");
  emit.report({
    code: "mod-wsgi-python",
    layer: "wsgi",
    at: below(app.at, "python"),
    message: `mod_wsgi is built for ${DISTRIBUTION_PYTHON} and cannot run ${other}`,
    help: others === null ? "remove python" : `remove python, or take ${others}`,
  });
}

function emitFiles(app: App, emit: Emit): readonly File[] {
  const path = settingsPath(app);
  const daemon = render<"httpd">({ path, template, view: daemonView(app, emit), origin: originOf(emit.plan.written, app.wsgiAt) });
  const shared = [sharedModule(emit.plan, ANSWER, answerTemplate), ...deadlineFiles(emit.plan)];
  return [daemon, ...shared, ...(app.server.workers === "auto" ? [capacityFile(emit.plan)] : [])];
}

/**
 * The gateway: our own WSGI server. A reload starts a new generation beside the old and keeps
 * the old when the new does not start, so unlike the others it may be reloaded.
 */
import type { Emit, WsgiLayer } from "../../layer.ts";
import { protocolOf } from "../../plan/links.ts";
import { released } from "../../plan/paths.ts";
import type { App, Plan, Run, ServerLinks } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { renderJson } from "../../render/json.ts";
import { originFrom } from "../../render/origin-from.ts";
import { checkSingleThread } from "../check.ts";
import { asgiPackages } from "../uvicorn.ts";
import { local } from "./local.ts";
import { runtimeFiles } from "./runtime.ts";
import { fromOf, settingsOf, settingsPath } from "./view.ts";
import { words } from "./words.ts";

export const gateway: WsgiLayer = {
  role: "wsgi",
  name: "gateway",
  title: "the gateway",
  // Tornado natively before through the WSGI bridge; Django by WSGI unless its interface says asgi.
  accepts: ["tornado", "wsgi", "asgi"],
  offers: (link) => (link === "wsgi" ? ["scgi", "fastcgi", "gateway-fastcgi"] : ["http", "gateway-http"]),
  takesCommand: false,
  words,
  facts: {
    preloads: true,
    closesIdle: false,
    runs: "any-python",
    asksOptions: true,
    nodeMin: "18",
    plugins: [],
    ignores: null,
    // The keeper speaks for its parent.
    sandbox: { setsIds: false, notifiesFromChild: true },
    answerModule: null,
    deadline: null,
  },
  local,
  command: () => NODE,
  packages: (app, isDistributions) => ["nodejs", ...asgiPackages(app, isDistributions)],
  needs: ({ server }) => (server.appLink === "asgi" ? [{ package: "uvicorn", modules: ["uvicorn"] }] : []),
  requirements: () => [],
  keepaliveS,
  run,
  includedFile: () => null,
  check: checkSingleThread,
  emit: emitFiles,
};

const NODE = "/usr/bin/node";

/**
 * A connection belongs to no worker for good, so it holds nothing. It is kept for a moment only: a stop waits until the web server has
 * dropped those that nobody uses (runtime/python/stackc_gateway/stop.py, loop_end.py).
 */
function keepaliveS({ webLink }: ServerLinks): number {
  return webLink === "fastcgi" || protocolOf(webLink) === "http" ? 7 : 0;
}

function run(app: App, plan: Plan): Run {
  return {
    argv: [app.server.command ?? NODE, released(plan, "gateway/gateway.mjs"), "serve", released(plan, settingsPath(app))],
    workingDirectory: app.root,
    environment: [],
    // The keeper says READY=1, when a generation's workers accept.
    type: "notify",
    socketActivation: true,
    stopSignal: "SIGTERM",
    reloadSignal: "SIGHUP",
    pauseSignal: null,
    writable: [],
  };
}

function emitFiles(app: App, { plan }: Emit): readonly File[] {
  return [...runtimeFiles, renderJson(settingsPath(app), settingsOf(app, plan), (keys) => originFrom(plan.written, fromOf(app, keys)))];
}

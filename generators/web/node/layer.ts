/**
 * Our own web server on Node, for hosts without one: one file of settings, and a service of its
 * own. It speaks to the gateway's workers as nginx would.
 */
import type { Emit, WebLayer } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import type { Plan, Run } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { renderJson } from "../../render/json.ts";
import { originFrom } from "../../render/origin-from.ts";
import { behaviour, local, packages, SETTINGS, version, words } from "./facts.ts";
import { fromOf } from "./origins.ts";
import { settingsOf } from "./settings.ts";

export const node: WebLayer = {
  role: "web",
  name: "node",
  title: "the node web server",
  words,
  version,
  packages,
  behaviour,
  host: null,
  local,
  // FastCGI, not SCGI: its connections are kept, which doubles what a process in between can pass on.
  accepts: ["gateway-fastcgi", "gateway-http"],
  run,
  check,
  emit: emitFiles,
};

function run(plan: Plan): Run {
  return {
    argv: ["/usr/bin/node", released(plan, "gateway/gateway.mjs"), "web", released(plan, SETTINGS)],
    workingDirectory: plan.paths.release,
    environment: [],
    // Node has no unix datagram sockets, which READY=1 would need; the sockets are systemd's, so nothing waits for it.
    type: "exec",
    socketActivation: true,
    stopSignal: "SIGTERM",
    // Reads certificate, users' files and settings again.
    reloadSignal: "SIGHUP",
    pauseSignal: null,
    writable: [],
  };
}

function check({ plan, report }: Emit): void {
  if (plan.web.tls?.stapling !== true) return;
  report({
    code: "node-stapling",
    layer: "web",
    at: "web.tls.stapling",
    message: "the node web server does not fetch OCSP answers, so it has nothing to staple",
    help: "remove stapling, or swap the web server",
  });
}

function emitFiles({ plan }: Emit): readonly File[] {
  return [renderJson(SETTINGS, settingsOf(plan), (keys) => originFrom(plan.written, fromOf(plan, keys)))];
}

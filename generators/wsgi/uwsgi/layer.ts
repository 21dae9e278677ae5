/**
 * uWSGI: WSGI by its own protocol on a unix socket.
 *
 * Never reloaded: a reload that meets code which does not load ends uWSGI. Behind systemd's
 * socket a restart loses nothing (RULES T8).
 */
import { below } from "../../../schema/path.ts";
import type { Emit, WsgiLayer } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import type { App, Limits, Plan, Run } from "../../plan/plan.ts";
import { DISTRIBUTION_PYTHON } from "../../plan/versions.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import { sharedModule } from "../../render/shared-module.ts";
import { capacityFile } from "../capacity.ts";
import { checkSingleThread, otherPython } from "../check.ts";
import { deadlineFiles } from "../deadline.ts";
import { otherServers } from "../other-servers.ts";
import { preloadFiles } from "../preload/preload.ts";
import { local } from "./local.ts";
import { PACKET_BYTES_MAX, packetBytes } from "./packet.ts";
import answerTemplate from "./stackc_answer_uwsgi.py.hbs";
import template from "./uwsgi.ini.hbs";
import { settingsView } from "./view.ts";
import { words } from "./words.ts";

const ANSWER = "stackc_answer_uwsgi";

export const uwsgi: WsgiLayer = {
  role: "wsgi",
  name: "uwsgi",
  title: "uWSGI",
  accepts: ["wsgi"],
  offers: () => ["uwsgi"],
  takesCommand: true,
  words,
  facts: {
    preloads: false,
    closesIdle: false,
    runs: "distribution-python",
    asksOptions: false,
    nodeMin: null,
    // Debian has its Python in a package of its own.
    plugins: ["/usr/lib/uwsgi/plugins/python3_plugin.so"],
    ignores: null,
    sandbox: { setsIds: false, notifiesFromChild: false },
    answerModule: ANSWER,
    deadline: { drains: false, seesFrozen: false },
  },
  local,
  command: () => PROGRAM,
  packages: ({ server }) => (server.distribution ? ["uwsgi-core", "uwsgi-plugin-python3"] : []),
  needs: () => [],
  requirements: () => [],
  // The protocol has one request a connection.
  keepaliveS: () => 0,
  run,
  includedFile: () => null,
  check: (app, emit) => {
    checkSingleThread(app, emit);
    checkPython(app, emit);
    checkThreads(app, emit);
    checkPacket(app, emit);
  },
  emit: emitFiles,
};

const PROGRAM = "/usr/bin/uwsgi";

/** uWSGI's Python plugin links libpython: a virtualenv gives it packages, never another interpreter. */
function checkPython(app: App, emit: Emit): void {
  const other = app.server.distribution ? otherPython(app, emit.plan) : null;
  if (other === null) return;
  const others = otherServers(app, emit, ({ facts }) => facts.runs === "any-python");
  emit.report({
    code: "uwsgi-python",
    layer: "wsgi",
    at: below(app.at, "python"),
    message: `the distribution's uWSGI is built for ${DISTRIBUTION_PYTHON} and cannot run ${other}`,
    help: `remove python, or ${others === null ? "" : `take ${others}, or `}name a uWSGI that is built for it: wsgi.command`,
  });
}

function settingsPath(app: App): string {
  return `uwsgi/${app.name}.ini`;
}

function run(app: App, plan: Plan): Run {
  return {
    argv: [app.server.command ?? PROGRAM, "--ini", released(plan, settingsPath(app))],
    workingDirectory: app.root,
    environment: [],
    // uWSGI says READY=1 only as an Emperor or when built with systemd support, which Debian's is not.
    type: "exec",
    socketActivation: true,
    stopSignal: "SIGTERM",
    reloadSignal: null,
    // gracefully_kill() ends a worker in its signal handler unless a flag says that it is in a request, and that is set only
    // after accept(): the request just accepted is lost (core/uwsgi.c, core/utils.c). A paused worker accepts none.
    pauseSignal: "SIGTSTP",
    writable: [],
  };
}

function emitFiles(app: App, emit: Emit): readonly File[] {
  const settings = render<"ini">({
    path: settingsPath(app),
    template,
    view: settingsView(app, emit),
    origin: originOf(emit.plan.written, below(app.wsgiAt, "server")),
  });
  const shared = [sharedModule(emit.plan, ANSWER, answerTemplate), ...deadlineFiles(emit.plan), ...preloadFiles(app, emit.plan)];
  return [settings, ...shared, ...(app.server.workers === "auto" ? [capacityFile(emit.plan)] : [])];
}

/** A worker that is ended for one thread goes on accepting in the others until it goes: uWSGI has no word for "no more". */
function checkThreads(app: App, emit: Emit): void {
  const { threads } = app.server;
  if (threads === "auto" || threads === 1) return;
  const others = otherServers(app, emit, ({ facts }) => facts.deadline?.drains !== false);
  const swap = others === null ? "" : `, or swap the server: with ${others} they finish`;
  emit.report({
    code: "harakiri-threads",
    layer: "wsgi",
    at: below(app.wsgiAt, "threads"),
    message: `uWSGI ends a worker whose request hangs with all its ${threads} threads, and what these have just begun is lost`,
    help: `take threads away and let workers be auto${swap}`,
  });
}

/** The headers that would fit beside the rest, in whole kilobytes. */
function packetHelp({ headersBytes }: Limits, bytes: number): string {
  const kilobytes = Math.floor((headersBytes - (bytes - PACKET_BYTES_MAX)) / 1024);
  const otherwise = "web.limits.header_count or request_line, or swap the server";
  return kilobytes < 1 ? `lower ${otherwise}` : `write web.limits.headers: ${kilobytes}KB, or lower ${otherwise}`;
}

function checkPacket(app: App, emit: Emit): void {
  const bytes = packetBytes(emit.plan.web.limits);
  if (bytes <= PACKET_BYTES_MAX) return;
  emit.report({
    code: "uwsgi-packet",
    layer: "wsgi",
    at: below(app.wsgiAt, "server"),
    message: `a request within web.limits may need ${bytes} bytes in the uwsgi protocol, which carries ${PACKET_BYTES_MAX}`,
    help: packetHelp(emit.plan.web.limits, bytes),
    related: [{ at: "web.limits.headers", message: "all header fields together" }],
  });
}

/** Sockets, timers, the target that groups all units and the slice that holds their budget. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { released, serverUnitOf } from "../../plan/paths.ts";
import type { App, Timed } from "../../plan/plan.ts";
import { quoteSystemd } from "../../quote/systemd.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import socketTemplate from "./systemd/socket.socket.hbs";
import sliceTemplate from "./systemd/stack.slice.hbs";
import targetTemplate from "./systemd/stack.target.hbs";
import timerTemplate from "./systemd/timer.timer.hbs";
import { hasSlice, isActivated, isEmpty, sliceUnit, targetUnit, timedUnit, unitNames, webUnit } from "./units.ts";

type UnitFile = { readonly unit: string; readonly at: string; readonly template: Template; readonly view: View<"systemd"> };

export function renderUnits(emit: Emit): File[] {
  const { plan } = emit;
  const files = [
    ...plan.apps.filter(isActivated).map((app) => socketOf(emit, app)),
    ...(plan.web.run?.socketActivation ? [webSocketOf(emit)] : []),
    ...plan.schedule.map((timed) => timerOf(emit, timed)),
    ...(isEmpty(unitNames(plan)) ? [] : [targetOf(emit), ...(hasSlice(plan) ? [sliceOf(emit)] : [])]),
  ];
  return files.map(({ unit, at, template, view }) => printUnit(emit, { unit, at, template, view }));
}

function printUnit(emit: Emit, { unit, at, template, view }: UnitFile): File {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  const shared = {
    from: { unit: q.section(at) },
    stack: q.keyword(plan.name, "name"),
    runbook: q.path(released(plan, "RUNBOOK.md"), { rule: "runbook" }),
  };
  return render({ path: `systemd/${unit}`, template, view: { ...shared, ...view }, origin: originOf(plan.written, at) });
}

function socketOf(emit: Emit, app: App): UnitFile {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  const { wsgiAt: at, server } = app;
  return {
    unit: `${serverUnitOf(plan, app)}.socket`,
    at,
    template: socketTemplate,
    view: {
      what: q.text(`app ${app.name}`, at),
      target: q.unit(targetUnit(plan), "name"),
      listen: [q.path(server.socket ?? "", { rule: "F7" })],
      backlog: q.number(server.backlog, below(at, "backlog")),
      unix: true,
      user: q.keyword(plan.users.app, "target.user"),
      group: q.keyword(plan.users.web, "target.web_user"),
    },
  };
}

function webSocketOf(emit: Emit): UnitFile {
  const q = quoteSystemd(emit);
  const { listen } = emit.plan.web;
  const ports = [listen.http, listen.https].filter((port) => port !== null);
  const listening = ports.flatMap((port) => listen.addresses.flatMap((address) => addressesOf(address, port)));
  return {
    unit: `${webUnit(emit.plan)}.socket`,
    at: "web.listen",
    template: socketTemplate,
    view: {
      what: q.text("the web server", "web.server"),
      target: q.unit(targetUnit(emit.plan), "name"),
      listen: listening.map((address) => q.address(address, "web.listen")),
      backlog: q.number(4096, { rule: "T9" }),
      unix: false,
      user: null,
      group: null,
    },
  };
}

/** One socket for each family: a bare port would be an IPv6 socket alone under BindIPv6Only=. */
function addressesOf(address: string, port: number): string[] {
  if (address === "*") return [`0.0.0.0:${port}`, `[::]:${port}`];
  return [address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`];
}

/** Calendar words that name a day but no hour. */
const SPREAD: readonly string[] = ["daily", "weekly", "monthly"];

function timerOf(emit: Emit, timed: Timed): UnitFile {
  const q = quoteSystemd(emit);
  const { at, when } = timed;
  const calendar = "calendar" in when ? when.calendar : null;
  const everyS = "everyS" in when ? when.everyS : null;
  return {
    unit: `${timedUnit(emit.plan, timed)}.timer`,
    at,
    template: timerTemplate,
    view: {
      what: q.text(`timer of ${timed.name}`, at),
      target: q.unit(targetUnit(emit.plan), "name"),
      calendar: calendar !== null,
      when: calendar === null ? null : q.calendar(calendar, below(at, "at")),
      spread: calendar !== null && SPREAD.includes(calendar),
      period: everyS === null ? null : q.number(everyS, below(at, "every")),
    },
  };
}

function targetOf(emit: Emit): UnitFile {
  const q = quoteSystemd(emit);
  const { sockets, services, timers } = unitNames(emit.plan);
  return {
    unit: targetUnit(emit.plan),
    at: "name",
    template: targetTemplate,
    view: { wants: [...sockets, ...services, ...timers].map((unit) => q.unit(unit, { rule: "units" })) },
  };
}

function sliceOf(emit: Emit): UnitFile {
  const q = quoteSystemd(emit);
  const { memoryBytes, cpus } = emit.plan.budget;
  return {
    unit: sliceUnit(emit.plan),
    at: "budget",
    template: sliceTemplate,
    view: {
      memory: memoryBytes !== null,
      memoryHigh: memoryBytes === null ? null : q.number(Math.max(1, Math.floor(memoryBytes * 0.9)), "budget.memory"),
      memoryMax: memoryBytes === null ? null : q.number(memoryBytes, "budget.memory"),
      cpus: cpus !== null,
      cpuPercent: cpus === null ? null : q.number(Math.round(cpus * 100), "budget.cpus"),
    },
  };
}

/** A Service as the leaves of its unit file. */

import type { Emit } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import { quoteSystemd } from "../../quote/systemd.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import type { Service } from "./service.ts";
import template from "./systemd/service.service.hbs";
import { knows } from "./systemd-since.ts";
import { hasSlice, sliceUnit, targetUnit, tmpUnits } from "./units.ts";

export function renderService(emit: Emit, service: Service): File {
  const { plan } = emit;
  return render({
    path: `systemd/${service.unit}.service`,
    template,
    view: { ...head(emit, service), life: life(emit, service), sandbox: sandbox(emit, service) },
    origin: originOf(plan.written, service.at),
  });
}

function head(emit: Emit, service: Service) {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  const [program, ...args] = service.argv;
  const { credentials, secrets } = service;
  return {
    from: {
      unit: q.section(service.at),
      service: q.section(service.at),
      lifecycle: q.section({ rule: "T4" }),
      resources: q.section({ rule: "resources" }),
      sandbox: q.section({ rule: "sandbox" }),
    },
    unit: q.unit(service.unit, service.at),
    anyLink: service.anyLink === null ? null : q.unit(service.anyLink, service.at),
    stack: q.keyword(plan.name, "name"),
    what: q.text(service.what, service.at),
    runbook: q.path(released(plan, "RUNBOOK.md"), { rule: "runbook" }),
    target: q.unit(targetUnit(plan), "name"),
    activated: service.socket !== null,
    socket: service.socket === null ? null : q.unit(service.socket, service.at),
    mounts: service.mounts.map((path) => ({ path: q.path(path, { rule: "sandbox" }) })),
    shares: service.sharesTmp,
    neighbours: service.sharesTmp ? tmpUnits(plan).map((unit, i) => ({ more: i > 0, unit: q.unit(unit, { rule: "sandbox" }) })) : [],
    type: q.keyword(service.type, { rule: "run" }),
    notifyAll: service.notifyAll,
    user: q.keyword(plan.users.app, "target.user"),
    workingDirectory: q.path(service.workingDirectory, { rule: "run" }),
    environment: service.environment.map(({ name, value, from }) => ({ assignment: q.assignment(name, value, from) })),
    secretsRequired: secrets.required,
    secrets: q.path(plan.paths.secrets, secrets.from),
    credentials:
      credentials === null
        ? []
        : [
            { name: q.unit("cert.pem", "web.tls"), file: q.path(credentials.cert, "web.tls.cert_file") },
            { name: q.unit("key.pem", "web.tls"), file: q.path(credentials.key, "web.tls.key_file") },
          ],
    program: q.path(program?.word ?? "", program?.from ?? service.at),
    args: args.map(({ word, from }) => q.word(word, from)),
    pauseSignal: service.pauseSignal === null ? null : q.keyword(service.pauseSignal.replace("SIG", ""), { rule: "run" }),
    reloadSignal: service.reloadSignal === null ? null : q.keyword(service.reloadSignal.replace("SIG", ""), { rule: "run" }),
  };
}

function life(emit: Emit, service: Service) {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  const { memory, runS, stop } = service;
  return {
    stays: service.type !== "oneshot",
    stopSignal: q.keyword(service.stopSignal, { rule: "run" }),
    stopS: q.number(stop.seconds, stop.from),
    runS: runS === null ? null : q.number(runS.seconds, runS.from),
    backOff: knows(plan, "RestartSteps") && knows(plan, "RestartMaxDelaySec"),
    sliced: hasSlice(plan),
    slice: q.unit(sliceUnit(plan), "budget"),
    limited: memory !== null,
    memoryHigh: memory === null ? null : q.number(Math.max(1, Math.floor(memory.bytes * 0.9)), memory.from),
    memoryMax: memory === null ? null : q.number(memory.bytes, memory.from),
    tasks: q.number(service.tasks, { rule: "resources" }),
    files: q.number(service.files, { rule: "resources" }),
  };
}

function sandbox(emit: Emit, service: Service) {
  const { paths } = emit.plan;
  const q = quoteSystemd(emit);
  const writable = [paths.run, paths.state, paths.cache, ...service.writable];
  return {
    writable: [...new Set(writable)].map((path, i) => ({ more: i > 0, path: q.path(path, { rule: "sandbox" }) })),
    lowPort: service.lowPort,
    setsIds: service.setsIds,
  };
}

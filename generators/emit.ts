/** Plan to Files: each layer of the plan prints its own, and no two may print the same path. */
import { frameworkLayer, webLayer, wsgiLayer } from "./chosen.ts";
import type { Emit } from "./layer.ts";
import { renderProbes } from "./probes/render.ts";
import type { File } from "./render/file.ts";

export function emitFiles(emit: Emit): readonly File[] {
  const { plan, registry } = emit;
  const layers = plan.apps.map((app) => ({
    app,
    framework: frameworkLayer(app, emit),
    server: wsgiLayer(app, emit),
  }));
  const web = webLayer(emit);
  const target = registry.target.host;

  web.check(emit);
  target.check(emit);
  for (const { app, framework, server } of layers) {
    framework.check(app, emit);
    server.check(app, emit);
  }
  const files = [
    ...web.emit(emit),
    ...target.emit(emit),
    renderProbes(emit),
    ...layers.flatMap(({ app, framework, server }) => [...framework.emit(app, emit), ...server.emit(app, emit)]),
  ];
  return eachOnce(files).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A module that several apps share is printed by each of them; anything else twice is a fault of ours. */
function eachOnce(files: readonly File[]): File[] {
  const byPath = new Map<string, File>();
  for (const file of files) {
    const first = byPath.get(file.path);
    if (first === undefined) byPath.set(file.path, file);
    else if (first.text !== file.text) throw new Error(`two layers print ${file.path}`);
  }
  return [...byPath.values()];
}

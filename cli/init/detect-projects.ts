/** Apps that are known by their project's files: what the framework's layer has found, with what is the same for every app. */
import type { FoundProject } from "../../generators/framework/detect/detection.ts";
import { moduleOf } from "../../generators/framework/detect/paths.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import type { FrameworkLayer } from "../../generators/layer.ts";
import { registry } from "../../generators/registry.ts";
import type { App } from "./app.ts";
import { type Variable, variablesOf } from "./environment.ts";
import { programsOf } from "./processes.ts";
import { requirementsOf } from "./requirements.ts";
import { routesOf } from "./routes.ts";
import { ownMemoryOf } from "./several-workers.ts";

export function detectProjects(project: Project): readonly App[] {
  return Object.values(registry.framework).flatMap((layer) =>
    (layer.detect.projects?.(project) ?? []).map((found) => describe(found, layer, project)),
  );
}

function describe(found: FoundProject, layer: FrameworkLayer, project: Project): App {
  const { root, entry, settings } = found;
  const { routes, unread } = found.interface === null ? { routes: [], unread: [] } : routesOf(layer.name, root, project);
  const programs = programsOf(root, project);
  const variables = variablesOf(found.settingsFiles);
  return {
    framework: layer.name,
    module: `${moduleOf(entry.path, root)}:${found.name}`,
    interface: found.interface,
    root,
    settings,
    requirements: requirementsOf(root, project),
    static: found.static,
    media: found.media,
    secrets: secretsOf(found, layer, variables),
    variables: variables.filter(({ secret }) => !secret).map(({ name }) => name),
    ownMemory: [...ownMemoryOf(root, project), ...(found.ownChannels ? (["channel-layer"] as const) : [])],
    routes,
    processes: programs.processes,
    release: programs.release.length > 0 ? programs.release : found.release,
    file: `${entry.path}:1`,
    notes: [
      ...found.notes,
      ...unread.map((place) => `${place}: a websocket whose path cannot be read; state it as routes: { /PATH: { websocket: true } }`),
    ],
  };
}

/** A key that settings read by another name stands for the framework's own. */
function secretsOf({ keyVariable }: FoundProject, { detect }: FrameworkLayer, variables: readonly Variable[]): readonly string[] {
  const required = variables.filter(({ required, secret }) => required && secret).map(({ name }) => name);
  const own = variables.some(({ name }) => name === keyVariable) ? keyVariable : (detect.key?.name ?? null);
  return [...new Set([...(own === null ? [] : [own]), ...required])];
}

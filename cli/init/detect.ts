/**
 * Which apps a project has, from its text alone. Only what an import sets counts: a server imports a module and takes a name
 * from it, so the name stands at the file's top.
 */

import { isBelow, moduleOf, rootOf } from "../../generators/framework/detect/paths.ts";
import type { Project, PythonFile } from "../../generators/framework/detect/project.ts";
import { registry } from "../../generators/registry.ts";
import { listOf } from "../../schema/list-of.ts";
import type { App } from "./app.ts";
import { candidatesOf } from "./candidates.ts";
import { detectProjects } from "./detect-projects.ts";
import { variablesOf } from "./environment.ts";
import { FOREIGN } from "./kinds.ts";
import { programsOf } from "./processes.ts";
import { requirementsOf } from "./requirements.ts";
import { indexProject, type Modules } from "./resolve.ts";
import { routesOf } from "./routes.ts";
import { ownMemoryOf, secretOf } from "./several-workers.ts";
import { staticFolderOf } from "./static-folder.ts";

/** Files that usually hold the app, before the others. */
const USUAL = ["wsgi.py", "asgi.py", "app.py", "main.py", "application.py", "server.py", "__init__.py"];

/** As a sentence calls what is looked for. */
export const FRAMEWORKS = listOf(Object.values(registry.framework).map(({ facts }) => facts.title));

/** Best first: what is known by its project's files, then nearest to the top, then by the file's usual name. */
export function detectApps(project: Project): readonly App[] {
  const whole = detectProjects(project);
  const modules = indexProject(project);
  const others = project.python
    .filter(({ path }) => !whole.some(({ root }) => isBelow(root, path)))
    .flatMap((file) => detectIn(file, modules))
    .sort((a, b) => a.rank - b.rank || (a.app.file < b.app.file ? -1 : 1));
  return [...whole, ...others.map(({ app }) => app)];
}

function detectIn(file: PythonFile, modules: Modules): readonly { readonly app: App; readonly rank: number }[] {
  const index = modules.at(file.path);
  const [best] = index === null ? [] : candidatesOf(index, modules);
  const root = rootOf(file.path, modules.project);
  const module = moduleOf(file.path, root);
  if (best === undefined || module === "") return [];
  const { framework, name, line } = best;
  const { project } = modules;
  const { routes, unread } = routesOf(framework, root, project);
  const { processes, release } = programsOf(root, project);
  const ownMemory = ownMemoryOf(root, project);
  const variables = variablesOf(project.python.filter(({ path }) => isBelow(root, path)));
  const key = secretOf(framework, root, project);
  const app: App = {
    framework,
    module: `${module}:${name}`,
    interface: null,
    root,
    settings: null,
    requirements: requirementsOf(root, project),
    static: staticFolderOf(framework, file, root, project),
    media: null,
    secrets: [
      ...new Set([
        ...(key === null ? [] : [key]),
        ...variables.filter(({ required, secret }) => required && secret).map((one) => one.name),
      ]),
    ],
    variables: variables.filter(({ secret }) => !secret).map((one) => one.name),
    ownMemory,
    routes: ownMemory.includes("socket-io") && registry.framework[framework].facts.websockets !== null ? [...routes, SOCKET_IO] : routes,
    processes,
    release,
    file: `${file.path}:${line}`,
    notes: unread.map((place) => `${place}: a path that cannot be read; state it under routes`),
  };
  return [{ app, rank: rankOf(file.path, framework) }];
}

/** Its clients begin with plain requests and go on by a websocket on the same path. */
const SOCKET_IO = { path: "/socket.io", needs: "websocket" } as const;

function rankOf(path: string, framework: App["framework"]): number {
  const usual = USUAL.indexOf(path.slice(path.lastIndexOf("/") + 1));
  const bare = registry.framework[framework].detect.isBare ? 1 : 0;
  return path.split("/").length * 100 + (usual < 0 ? USUAL.length : usual) * 2 + bare;
}

export type Unservable = { readonly library: string; readonly file: string };

/** Frameworks that bring their own server, seen where no app was. */
export function unservableIn({ python }: Project): readonly Unservable[] {
  return FOREIGN.flatMap(([library, pattern]) => {
    const file = python.find(({ text }) => pattern.test(text));
    return file === undefined ? [] : [{ library, file: file.path }];
  });
}

/** What nearly is an app: a factory that wants arguments, a script under another name. */
export function nearlyAppsIn(project: Project): readonly string[] {
  const modules = indexProject(project);
  const factories = project.python.flatMap(({ path }) =>
    [...(modules.at(path)?.names ?? [])].flatMap(([name, definition]) =>
      definition.kind === "function" &&
      /^(?:create|make|build)_(?:\w+_)?app(?:lication)?$|^main$/.test(name) &&
      FACTORY_BODIES.some((body) => body.test(definition.body))
        ? [`${path}:${definition.line}: ${name}() wants arguments; write a wsgi.py with application = ${name}(...)`]
        : [],
    ),
  );
  const scripts = project.others
    .filter((path) => path.endsWith(".wsgi"))
    .map((path) => `${path}: a module's file name ends in .py; rename it`);
  return [...factories, ...scripts];
}

const FACTORY_BODIES = Object.values(registry.framework).flatMap(({ detect }) => detect.factoryBody ?? []);

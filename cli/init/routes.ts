/** URL paths that need more than an answer: websockets, streams, and folders that the app serves by itself. */
import { isBelow } from "../../generators/framework/detect/paths.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import type { Route } from "../../generators/framework/detect/routes.ts";
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";

export type Routes = {
  readonly routes: readonly Route[];
  /** `file:line` of those whose path cannot be read from the text. */
  readonly unread: readonly string[];
};

export function routesOf(framework: FrameworkName, root: string, project: Project): Routes {
  const files = project.python.filter(({ path }) => isBelow(root, path));
  const readers = registry.framework[framework].detect.routes;
  const found = files.flatMap((file) => readers.flatMap((read) => read(file, files)));
  const routes = new Map<string, Route>();
  for (const { path, needs } of found) if (path !== null) routes.set(`${needs} ${path}`, { path, needs });
  return {
    routes: [...routes.values()].filter(
      ({ path }, _, all) => !all.some((other) => path !== other.path && path.startsWith(`${other.path}/`)),
    ),
    unread: [...new Set(found.filter(({ path }) => path === null).map(({ at }) => at))],
  };
}

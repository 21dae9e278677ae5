/** Files and folders of an app that are not in its project. */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { frameworkLayer } from "../../../generators/chosen.ts";
import type { App, Plan } from "../../../generators/plan/plan.ts";
import { registry } from "../../../generators/registry.ts";
import { nearest } from "../../../schema/nearest.ts";
import { below } from "../../../schema/path.ts";
import type { Beside, Missing } from "./project-beside.ts";

export function missingFiles(app: App, plan: Plan, beside: Beside): readonly Missing[] {
  return [...missingRequirements(app, beside), ...missingStatics(app, plan, beside)];
}

export function missingRoot({ at, root }: App, beside: Beside): readonly Missing[] {
  return missing(below(at, "root"), root, "folder", "folders", beside);
}

/** The site's own. */
export function missingPages({ web, hooks }: Plan, beside: Beside): readonly Missing[] {
  if (hooks.build.length > 0) return [];
  const { page } = web.maintenance;
  const pages = [...web.errors, ...(page === null ? [] : [{ at: "web.maintenance.page", file: page }])];
  return pages.flatMap(({ at, file }) => missing(at, file, "file", "others", beside));
}

function missingRequirements({ at, requirements }: App, beside: Beside): readonly Missing[] {
  if (requirements === null) return [];
  return missing(below(at, "requirements"), requirements.file, "file", "others", beside);
}

/** What a build makes is not in the project, nor what the framework collects. */
function missingStatics(app: App, { hooks }: Plan, beside: Beside): readonly Missing[] {
  const { at, name, statics } = app;
  if (frameworkLayer(app, { registry }).facts.collect !== null || hooks.build.some(({ app }) => app === name)) return [];
  return statics.flatMap(({ url, folder }) => missing(below(at, "static", url), folder, "file or folder", "folders", beside));
}

function missing(at: string, path: string, what: string, known: "folders" | "others", beside: Beside): readonly Missing[] {
  if (!beside.isBelow(path) || existsSync(path)) return [];
  const own = relative(beside.folder, path);
  const near = nearest(own, beside.project()[known]);
  return [{ at, message: `no ${what} ${own} in the project`, help: near === null ? null : `did you mean ${near}?` }];
}

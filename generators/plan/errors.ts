/** Error pages: status patterns to lists of statuses. */
import { below } from "../../schema/path.ts";
import type { WebInput } from "./input.ts";
import { projectFile } from "./paths.ts";
import type { Web } from "./plan.ts";

/** What a class of statuses means for a web server: those it answers itself or passes on. */
const CLASSES: Readonly<Record<string, readonly number[]>> = {
  "4xx": [400, 401, 403, 404, 405, 408, 410, 413, 414, 429],
  "5xx": [500, 502, 503, 504],
};

export function planErrors({ stack, paths }: WebInput): Web["errors"] {
  const pages = Object.entries(stack.web.errors);
  const stated = new Set(pages.map(([pattern]) => Number(pattern)));
  return pages.map(([pattern, file]) => ({
    // A status with a page of its own is not its class's business.
    statuses: CLASSES[pattern]?.filter((status) => !stated.has(status)) ?? [Number(pattern)],
    file: projectFile(paths, file),
    at: below("web.errors", pattern),
  }));
}

/** What is handed out as files holds nothing but what visitors may have (RULES F1). */
import type { Location, Plan } from "../../plan/plan.ts";
import type { LinkRule } from "../link.ts";

/** Nothing below these is a visitor's, whatever it is called. */
const SYSTEM = ["/boot", "/dev", "/etc", "/proc", "/root", "/run", "/sys"];
const OF_THE_SYSTEM = "the system's own files";

export const exposedFolder: LinkRule = {
  id: "F1",
  check({ plan, report }) {
    const kept = keptFolders(plan);
    const said = new Set<string>();
    for (const { at, serve } of plan.locations) {
      const folder = folderOf(serve);
      if (folder === null || said.has(at)) continue;
      const holds = kept.get(folder) ?? (isSystems(plan, folder) ? OF_THE_SYSTEM : null);
      if (holds === null) continue;
      said.add(at);
      report({
        code: "exposed-folder",
        layer: "link",
        at,
        message: `${folder === "" ? "/" : folder} would be handed out, and holds ${holds}`,
        help: "name a folder of its own that holds nothing but what visitors may have: static, or public",
      });
    }
  },
};

/** Without `.` and empty segments; `/` is empty. */
function folderOf(serve: Location["serve"]): string | null {
  if (serve.kind !== "static" && serve.kind !== "media" && serve.kind !== "protected") return null;
  return serve.folder.replace(/\/\.?(?=\/|$)/g, "");
}

/** What no visitor may read and every folder above, so that each row of the URL table asks once: there can be thousands. */
function keptFolders({ apps, paths }: Plan): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const keep = (path: string, holds: string): void => {
    const segments = path.split("/");
    for (let count = segments.length; count > 0; count--) {
      const folder = segments.slice(0, count).join("/");
      if (!folders.has(folder)) folders.set(folder, holds);
    }
  };
  for (const { name, root } of apps) keep(root, `the code of ${name}`);
  keep(paths.release, "the release");
  keep(paths.state, "all that the stack keeps, not uploads alone");
  for (const path of [paths.secrets, ...SYSTEM]) keep(path, OF_THE_SYSTEM);
  return folders;
}

/** On a person's own machine the project may lie anywhere, in /root too. */
function isSystems({ place }: Plan, folder: string): boolean {
  return place.kind === "host" && SYSTEM.some((path) => folder.startsWith(`${path}/`));
}

/** The interpreter of an app that states none: the shell's own virtual environment, the project's, else the first python3 on PATH. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const FALLBACK = "/usr/bin/python3";

export function findPython(folders: readonly string[], environ: NodeJS.ProcessEnv): string {
  const environments = [environ.VIRTUAL_ENV ?? "", ...folders.flatMap((folder) => [join(folder, ".venv"), join(folder, "venv")])];
  const candidates = [
    ...environments.filter((folder) => folder.startsWith("/")).map((folder) => join(folder, "bin/python")),
    ...(environ.PATH ?? "").split(":").flatMap((folder) => (folder.startsWith("/") ? [join(folder, "python3")] : [])),
  ];
  return candidates.find(canRun) ?? FALLBACK;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

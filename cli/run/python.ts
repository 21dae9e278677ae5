/** The interpreter of an app that states none: the shell's own virtual environment, the project's, else the first python3 on PATH. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const FALLBACK = "/usr/bin/python3";

/** That of the shell's or of the project's virtual environment; null where there is none. */
export function findVirtualenvPython(folders: readonly string[], environ: NodeJS.ProcessEnv): string | null {
  return virtualenvPythons(folders, environ).find(canRun) ?? null;
}

function virtualenvPythons(folders: readonly string[], environ: NodeJS.ProcessEnv): readonly string[] {
  const environments = [environ.VIRTUAL_ENV ?? "", ...folders.flatMap((folder) => [join(folder, ".venv"), join(folder, "venv")])];
  return environments.filter((folder) => folder.startsWith("/")).map((folder) => join(folder, "bin/python"));
}

export function findPython(folders: readonly string[], environ: NodeJS.ProcessEnv): string {
  const candidates = [
    ...virtualenvPythons(folders, environ),
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

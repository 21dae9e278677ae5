/**
 * Where `run` keeps what an app writes into STATE_DIRECTORY: one folder for each project, outside of it, that lasts. Where an ordinary
 * user keeps such things is the XDG Base Directory Specification's to say; what root starts runs as somebody who cannot enter root's home.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { PLAIN_PATH } from "../plain-path.ts";
import { systemWords } from "../read/system-error.ts";

export type StateFolder = { readonly path: string; readonly isNew: boolean } | { readonly fault: string };

const ROOTS = "/var/lib/stackc-run";

/** `stated`: a folder that the user names, or null. */
export function stateFolderOf(project: string, stated: string | null, environ: NodeJS.ProcessEnv): StateFolder {
  const path = stated === null ? usualFolder(project, environ) : resolve(stated);
  if (path === null) return { fault: "there is no HOME to keep the app's state in" };
  if (!PLAIN_PATH.test(path)) return { fault: `the path ${path} has characters that a server's configuration cannot carry` };
  try {
    return { path, isNew: mkdirSync(path, { recursive: true, mode: 0o755 }) !== undefined };
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return { fault: `cannot make ${path}: ${words}` };
  }
}

function usualFolder(project: string, { XDG_STATE_HOME, HOME }: NodeJS.ProcessEnv): string | null {
  const own = `${basename(project).replace(/[^A-Za-z0-9._-]+/g, "-")}-${createHash("sha256").update(project).digest("hex").slice(0, 8)}`;
  if (process.getuid?.() === 0) return join(ROOTS, own);
  const home =
    XDG_STATE_HOME?.startsWith("/") === true ? XDG_STATE_HOME : HOME?.startsWith("/") === true ? join(HOME, ".local/state") : null;
  return home === null ? null : join(home, "stackc/run", own);
}

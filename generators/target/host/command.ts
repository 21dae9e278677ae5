/**
 * A command of stack.yaml as systemd and sh can start it: an absolute program, whatever PATH
 * the caller has. systemd looks a bare name up in a PATH of its own, not the unit's
 * (systemd.exec(5), ExecSearchPath=, is newer than Ubuntu 22.04), so env(1) does it.
 */
import type { App } from "../../plan/plan.ts";

const PYTHON = /^python3?$/;

export function commandOf(app: App, argv: readonly string[]): readonly string[] {
  const [program = "", ...rest] = argv;
  if (PYTHON.test(program)) return [app.python, ...rest];
  if (program.endsWith(".py")) return [app.python, below(app.root, program), ...rest];
  if (program.startsWith("/")) return argv;
  if (program.includes("/")) return [below(app.root, program), ...rest];
  return ["/usr/bin/env", program, ...rest];
}

function below(root: string, file: string): string {
  return file.startsWith("/") ? file : `${root}/${file.replace(/^\.\//, "")}`;
}

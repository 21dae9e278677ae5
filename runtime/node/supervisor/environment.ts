/** What keeper, generations and workers find in their environment. No I/O: the secrets' file is told as text. */
import type { Settings } from "./settings.ts";

const SYSTEMD = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_PID", "WATCHDOG_USEC"];

export type Found = {
  readonly environment: NodeJS.ProcessEnv;
  /** Of the secrets: without them the app is not imported. */
  readonly missing: readonly string[];
  /** Of the variables that the service manager was to set. */
  readonly unset: readonly string[];
};

export function environmentOf({ app }: Pick<Settings, "app">, own: NodeJS.ProcessEnv, secretsText: string | null): Found {
  const environment: NodeJS.ProcessEnv = { ...own, ...parseSecrets(secretsText ?? "") };
  for (const name of SYSTEMD) delete environment[name];
  const before = own.PYTHONPATH === undefined || own.PYTHONPATH === "" ? [] : own.PYTHONPATH.split(":");
  environment.PYTHONPATH = [...new Set([...app.path, ...before])].join(":");
  const missing = app.secrets.filter((name) => environment[name] === undefined || environment[name] === "");
  const unset = app.environment.filter((name) => environment[name] === undefined);
  return { environment, missing, unset };
}

/** NAME=value lines as systemd reads them (systemd.exec(5), EnvironmentFile=): comments, and quotes around a whole value. */
export function parseSecrets(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, name, value = ""] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) found[name] = unquoted(value.trim());
  }
  return found;
}

function unquoted(value: string): string {
  const single = /^'([^']*)'$/.exec(value);
  if (single !== null) return single[1] ?? "";
  const double = /^"((?:[^"\\]|\\.)*)"$/.exec(value);
  // systemd.exec(5): a backslash takes the meaning from quote, backslash, dollar and backtick alone.
  return double === null ? value : (double[1] ?? "").replace(/\\(["\\$`])/g, "$1");
}

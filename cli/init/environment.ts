/**
 * The environment variables that a project's settings read, by the ways in use for it: os.environ, django-environ, python-decouple.
 * What has no default must be there when the app is imported; what is a credential belongs into `secrets`.
 */
import type { PythonFile } from "../../generators/framework/detect/project.ts";
import { registry } from "../../generators/registry.ts";

export type Variable = { readonly name: string; readonly required: boolean; readonly secret: boolean };

/** A call's first argument, and what follows it: a comma means a default. */
const READS: readonly RegExp[] = [
  /\bos\.environ\[\s*(['"])(?<name>[A-Z][A-Z0-9_]*)\1\s*\](?<rest>)/g,
  /\b(?:os\.)?(?:environ\.get|getenv)\(\s*(['"])(?<name>[A-Z][A-Z0-9_]*)\1(?<rest>\s*,)?/g,
  /\benv(?:\.(?:str|db|db_url|cache|cache_url|email|email_url|url|list|bool|int|path|dict|json|bytes|float|search_url))?\(\s*(['"])(?<name>[A-Z][A-Z0-9_]*)\1(?<rest>\s*,\s*default\b)?/g,
  /\bconfig\(\s*(['"])(?<name>[A-Z][A-Z0-9_]*)\1(?<rest>\s*,[^)]*\bdefault\b)?/g,
];

/** django-environ's own names, where a call states none. */
const UNNAMED: readonly (readonly [RegExp, string])[] = [
  [/\benv\.(?:db|db_url)\(\s*\)/, "DATABASE_URL"],
  [/\benv\.(?:cache|cache_url)\(\s*\)/, "CACHE_URL"],
  [/\benv\.(?:email|email_url)\(\s*\)/, "EMAIL_URL"],
];

const SECRET =
  /SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|PRIVATE_KEY|API_?KEY|ACCESS_KEY|ENCRYPTION_KEY|DSN|(?:DATABASE|REDIS|BROKER|CACHE|EMAIL|MONGO|AMQP|DB)\w*_UR[IL]$/;
/** systemd's, the shell's and our own: never a person's to state. */
const GIVEN: ReadonlySet<string> = new Set([
  ..."STATE_DIRECTORY CACHE_DIRECTORY RUNTIME_DIRECTORY HOME PATH USER LANG PWD TMPDIR PORT".split(" "),
  ...Object.values(registry.framework).flatMap(({ facts }) => facts.environment.map(({ name }) => name)),
]);

export function variablesOf(files: readonly PythonFile[]): readonly Variable[] {
  const found = new Map<string, Variable>();
  const add = (name: string, required: boolean): void => {
    if (GIVEN.has(name) || /^(?:LD_|PYTHON)/.test(name)) return;
    found.set(name, { name, required: required || found.get(name)?.required === true, secret: SECRET.test(name) });
  };
  for (const { text } of files) {
    const code = text.replace(/^[ \t]*#.*$/gm, "");
    for (const [at, pattern] of READS.entries()) {
      // os.environ.get without a default is None, and nothing fails.
      for (const { groups } of code.matchAll(pattern)) add(groups?.name ?? "", at !== 1 && groups?.rest === (at === 0 ? "" : undefined));
    }
    for (const [pattern, name] of UNNAMED) if (pattern.test(code)) add(name, true);
  }
  return [...found.values()].filter(({ name }) => name !== "").sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Values for the secrets that an app names: the environment's and the project's environment files', else, for what is a key,
 * throw-away ones that last as long as `run` does.
 */
import { randomBytes } from "node:crypto";
import { isKeyName } from "../../generators/plan/key-names.ts";

export type Values = {
  readonly values: Readonly<Record<string, string>>;
  /** Made up, since nobody had set them. */
  readonly invented: readonly string[];
  /** Neither set nor to be made up. */
  readonly missing: readonly string[];
};

export type Secrets = { of(names: readonly string[], environ: NodeJS.ProcessEnv): Values };

export function createSecrets(): Secrets {
  const made = new Map<string, string>();
  return {
    of: (names, environ) => {
      const invented: string[] = [];
      const missing: string[] = [];
      const values: [string, string][] = [];
      for (const name of names) {
        const known = environ[name] || made.get(name);
        const value = known ?? (isKeyName(name) ? randomBytes(32).toString("hex") : null);
        if (value === null) missing.push(name);
        else values.push([name, value]);
        if (known !== undefined || value === null) continue;
        made.set(name, value);
        invented.push(name);
      }
      return { values: Object.fromEntries(values), invented, missing };
    },
  };
}

/** For servers that read the file themselves (mod_wsgi); what its syntax cannot carry is left out. */
export function secretsText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => !/['\n]/.test(value))
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
}

/** Values for the secrets that an app names: the environment's, else throw-away ones that last as long as `run` does. */
import { randomBytes } from "node:crypto";

export type Secrets = {
  /** All names with their values; `invented` are those that nobody had set before. */
  of(names: readonly string[]): { readonly values: Readonly<Record<string, string>>; readonly invented: readonly string[] };
};

export function createSecrets(environ: NodeJS.ProcessEnv): Secrets {
  const made = new Map<string, string>();
  return {
    of: (names) => {
      const invented: string[] = [];
      const values = names.map((name): [string, string] => {
        const known = environ[name] || made.get(name);
        if (known !== undefined) return [name, known];
        const value = randomBytes(32).toString("hex");
        made.set(name, value);
        invented.push(name);
        return [name, value];
      });
      return { values: Object.fromEntries(values), invented };
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

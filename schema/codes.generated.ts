/* Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. */

export type Code =
  | "unknown-key";

type Entry = { readonly severity: "error" | "warning" | "info"; readonly title: string };

export const codes: Readonly<Record<Code, Entry>> = {
  "unknown-key": { severity: "error", title: "The file has a key that the language does not know" },
};

/** The catalogue of diagnostic codes, one Markdown file each, as two TypeScript tables and a page. */
import { readdir, readFile } from "node:fs/promises";

const HEADER = "/* Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. */\n";
const FIRST_LINE = /^# ([a-z][a-z0-9-]*) \((error|warning|info)\)$/;

export async function renderCodes(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).sort();
  const entries = await Promise.all(names.map((name) => readEntry(folder, name)));
  return {
    "schema/codes.generated.ts": tableOf(entries),
    "schema/explain.generated.ts": textsOf(entries),
    "docs/diagnostics.md": pageOf(entries),
  };
}

async function readEntry(folder, name) {
  const text = await readFile(new URL(name, folder), "utf8");
  const [first = "", ...rest] = text.trimEnd().split("\n");
  const [, code, severity] = FIRST_LINE.exec(first) ?? [];
  if (`${code}.md` !== name) throw new Error(`schema/codes/${name}: the first line must be "# ${name.slice(0, -3)} (error|warning|info)"`);
  const body = rest.join("\n").trim();
  return { code, severity, title: titleOf(body, name), body };
}

/** The first sentence, without its full stop. */
function titleOf(body, name) {
  const paragraph = body.split("\n\n")[0].replaceAll("\n", " ");
  const title = /^(.+?)\.(\s|$)/.exec(paragraph)?.[1];
  if (title === undefined) throw new Error(`schema/codes/${name}: begin with one sentence, the title`);
  return title;
}

function tableOf(entries) {
  const rows = entries.map(
    ({ code, severity, title }) =>
      `  ${JSON.stringify(code)}: { severity: ${JSON.stringify(severity)}, title: ${JSON.stringify(title)} },\n`,
  );
  return `${HEADER}
export type Code =
${entries.map(({ code }) => `  | ${JSON.stringify(code)}`).join("\n")};

type Entry = { readonly severity: "error" | "warning" | "info"; readonly title: string };

export const codes: Readonly<Record<Code, Entry>> = {
${rows.join("")}};
`;
}

function textsOf(entries) {
  const rows = entries.map(({ code, body }) => `  ${JSON.stringify(code)}: ${JSON.stringify(body)},\n`);
  return `${HEADER}import type { Code } from "./codes.generated.ts";

/** What \`stackc explain CODE\` prints: Markdown. */
export const explanations: Readonly<Record<Code, string>> = {
${rows.join("")}};
`;
}

function pageOf(entries) {
  const rows = entries.map(
    ({ code, severity, title }) => `| [\`${code}\`](../schema/codes/${code}.md) | ${severity} | ${title.replaceAll("|", "\\|")} |\n`,
  );
  return `<!-- Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. -->

# Diagnostics

All that stackc says about a stack.yaml. An error stops the compilation; a warning does not. \`stackc explain CODE\` prints what one
means, what users of the app would see, and a bad and a good example: the page that each code links to here.

| code | severity | what |
|---|---|---|
${rows.join("")}`;
}

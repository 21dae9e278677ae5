/** The last words of `init`: what was found and where, what was not, what comes next. */
import { fromRoot } from "../../generators/framework/detect/paths.ts";
import { ours, usual } from "../../generators/registry.ts";
import type { Terminal } from "../terminal.ts";
import { type App, interfaceOf } from "./app.ts";
import { type Answers, takesUsual } from "./init.ts";
import { lackingFor } from "./requirements.ts";

export type Around = {
  /** What was written. */
  readonly file: string;
  readonly others: readonly App[];
  /** The WSGI server was a flag's choice. */
  readonly stated: boolean;
};

export function sayFound(answers: Answers, around: Around, terminal: Terminal): void {
  const lines = [
    ...found(answers.app),
    ...server(answers, around.stated),
    ...lacking(answers.app),
    ...answers.app.notes.map((note) => `note: ${note}`),
    ...others(answers.app, around.others),
    `wrote ${around.file}; next: \`stackc run\` serves it here, \`stackc generate\` makes what a host needs`,
  ];
  for (const line of lines) terminal.words(`${line}\n`);
}

function found(app: App): readonly string[] {
  const rows: readonly (readonly [string, string | null])[] = [
    [
      "app",
      `${app.module} (${app.framework}${app.interface === null ? "" : `, ${app.interface}`})${app.file === "" ? "" : `, in ${app.file}`}`,
    ],
    ["settings", app.settings],
    ["requirements", app.requirements.file],
    ["static files", app.static === null ? null : `${app.static.url} from ${app.static.folder}`],
    ["uploads", app.media === null ? null : `${app.media.url} in ${app.media.folder}`],
    ["routes", app.routes.length === 0 ? null : app.routes.map(({ path, needs }) => `${path} (${needs})`).join(", ")],
    ["secrets", app.secrets.length === 0 ? null : app.secrets.join(", ")],
    ["processes", app.processes.length === 0 ? null : app.processes.map(([name, command]) => `${name}: ${command}`).join("; ")],
    ["before a release", app.release.length === 0 ? null : app.release.join("; ")],
  ];
  return rows.flatMap(([name, words]) => (words === null ? [] : [`found ${name}: ${words}`]));
}

/** Why it is not what people expect, or what is missing for what they asked for. */
function server({ wsgi, web, app }: Answers, stated: boolean): readonly string[] {
  const { file } = app.requirements;
  const lacking = lackingFor(stated ? wsgi : usual.wsgi, app.requirements, interfaceOf(app)).join(" and ");
  if (lacking === "") return [];
  if (stated) return [`note: ${file} lacks ${lacking}: add it, or the release cannot start`];
  if (wsgi !== ours.wsgi || !takesUsual(web)) return [];
  return [`wsgi server: ${wsgi}, which needs nothing of ${file}; add ${lacking} there for \`--wsgi ${usual.wsgi}\``];
}

function lacking({ requirements, root }: App): readonly string[] {
  const { file, instead } = requirements;
  if (file !== null && fromRoot(root, file) === null)
    return [`note: ${file} lies above ${root}: state \`requirements\` when it has moved below it`];
  if (file !== null) return [];
  if (instead === null) return ["found no requirements: the app runs with the Python packages of the system"];
  return [
    `note: ${instead.file} states the dependencies; \`${instead.command}\` writes them to a file for \`requirements: requirements.txt\``,
  ];
}

function others(chosen: App, all: readonly App[]): readonly string[] {
  if (all.length === 0) return [];
  const list = all.map(({ framework, module }) => `${module} (${framework})`).join(", ");
  return [`chose ${chosen.module} (${chosen.framework}); also found: ${list}. --module chooses another`];
}

/** What comes of a line of stack.yaml: the generated lines that the key there made, in the artifact as it is compiled now. */
import { HOST } from "../../generators/compile.ts";
import type { File } from "../../generators/render/file.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { parse } from "../../schema/parse.ts";
import { type Path, pathText } from "../../schema/path.ts";
import { type Data, isList, isMap, type Tree, valueAt } from "../../schema/source.ts";
import { compileAll } from "../compile-all.ts";
import { type Exit, FINDINGS, FINE } from "../exit.ts";
import { printableLines } from "../print/printable.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { readSources } from "../read/sources.ts";
import type { Terminal } from "../terminal.ts";

/** A key that decides much is better asked about with --diff. */
const LINES_MAX = 60;

export function explainSource(path: string, line: number, terminal: Terminal): Exit {
  const { sources, faults } = readSources([path]);
  const [source] = sources;
  if (source === undefined) return refuse(terminal, faults);
  const tree = parse(source).value;
  const key = tree === null ? null : keyAt(tree, line);
  if (tree !== null && key === null) return refuse(terminal, [`no key stands at ${path}:${line}`]);
  const { artifacts, diagnostics } = compileAll(sources, () => HOST);
  const [artifact] = artifacts;
  if (artifact === undefined || key === null || hasErrors(diagnostics)) {
    terminal.words(printText(diagnostics, sources, terminal.paint));
    return FINDINGS;
  }
  const made = artifact.files.flatMap((file) => linesFrom(file, pathText(key)));
  terminal.data(
    printableLines(`${[`${path}:${line}: ${pathText(key)}`, ...made.slice(0, LINES_MAX).map((text) => `  ${text}`)].join("\n")}\n`),
  );
  if (made.length > LINES_MAX) advise(terminal, `${made.length - LINES_MAX} more lines: name a key below it`);
  if (made.length === 0) advise(terminal, "no generated line names it as its origin: it decides others by a rule, or has no effect here");
  return FINE;
}

/** The key that begins the line: of several on it the outermost. */
function keyAt(tree: Tree, line: number): Path | null {
  const look = (path: Path): Path | null => {
    if (path.length > 0 && tree.locate(path, "key").start.line === line) return path;
    for (const step of stepsOf(valueAt(tree.data, path))) {
      const found = look([...path, step]);
      if (found !== null) return found;
    }
    return null;
  };
  return look([]);
}

function stepsOf(data: Data | undefined): readonly (string | number)[] {
  if (isList(data)) return data.map((_, index) => index);
  return isMap(data) ? Object.keys(data) : [];
}

/** Data files have a record on a line. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

/** `web/nginx/site.conf:54: client_max_body_size 5242880;` */
function linesFrom({ path, text, lines }: File, key: string): readonly string[] {
  const all = text.split("\n");
  const isIts = (from: string): boolean => from === key || from.startsWith(`${key}.`) || from.startsWith(`${key}[`);
  return lines
    .filter(({ origins }) => origins.some((origin) => origin.kind === "yaml" && isIts(origin.path)))
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, more) => first + more))
    .filter((number) => (all[number - 1] ?? "").trim() !== "")
    .map((number) => `${path}:${number}: ${shortened((all[number - 1] ?? "").trim())}`);
}

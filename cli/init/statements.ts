/**
 * A Python file as the statements that run when it is imported: comments gone, a statement over several lines made one, what
 * stands below `def` and `class` kept as its body. Read as text, never run (docs.python.org/3/reference/lexical_analysis.html).
 */

export type Statement = {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly text: string;
  /** Everything below it, indented, each statement on a line. */
  readonly body: string;
};

type Logical = { readonly line: number; readonly indent: number; readonly text: string };

/** Blocks that an import goes through: a name that is set in one stands at the file's top. */
const TRANSPARENT = /^(?:try|else|except\b.*|finally|if\b.*|elif\b.*|with\b.*)\s*:$/;
const MAIN = /^(?:if|elif)\b.*__name__/;

/** All that an import runs, in its order. */
export function statementsOf(text: string): readonly Statement[] {
  return group(logicalLines(text), 0);
}

function group(lines: readonly Logical[], top: number): readonly Statement[] {
  const found: Statement[] = [];
  for (let at = 0; at < lines.length; ) {
    const head = lines[at];
    let end = at + 1;
    while (end < lines.length && (lines[end]?.indent ?? 0) > top) end += 1;
    if (head?.indent === top) found.push(...unfold(head, lines.slice(at + 1, end)));
    at = end;
  }
  return found;
}

function unfold(head: Logical, below: readonly Logical[]): readonly Statement[] {
  if (below.length > 0 && TRANSPARENT.test(head.text)) return MAIN.test(head.text) ? [] : group(below, below[0]?.indent ?? 0);
  return [{ line: head.line, text: head.text, body: below.map(({ text }) => text).join("\n") }];
}

const TRIPLE = String.raw`"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''`;
const TOKEN = new RegExp(
  String.raw`${TRIPLE}|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|#[^\n]*|\\\r?\n|\r?\n|[([{]|[)\]}]|[^"'#\\\r\n()[\]{}]+|[\s\S]`,
  "g",
);

/** Brackets and backslashes join lines; blank ones are left out. */
function logicalLines(source: string): readonly Logical[] {
  const lines: Logical[] = [];
  let [text, depth, line, first] = ["", 0, 1, 1];
  const end = (): void => {
    const trimmed = text.trim();
    if (trimmed !== "") lines.push({ line: first, indent: text.length - text.trimStart().length, text: trimmed });
    [text, first] = ["", line];
  };
  for (const [token] of source.matchAll(TOKEN)) {
    const breaks = token.split("\n").length - 1;
    line += breaks;
    if (/^\r?\n$/.test(token)) {
      if (depth === 0) end();
      else text += " ";
    } else if (/^\\\r?\n$/.test(token)) text += " ";
    else if (!token.startsWith("#")) {
      if (/^[([{]$/.test(token)) depth += 1;
      if (/^[)\]}]$/.test(token)) depth = Math.max(0, depth - 1);
      text += token;
    }
  }
  end();
  return lines;
}

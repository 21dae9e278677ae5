/**
 * From text to data: YAML 1.2 (core schema), one document, with everything refused that could make a
 * file mean something else than it seems to, or cost more than it should. All faults are reported, up to
 * a hundred. A plain file without a fault, as most are, is read in one pass (read-plain.ts), any other
 * by the whole of YAML (read-whole.ts).
 */
import { checkRoot } from "./check-root.ts";
import { checkText } from "./check-text.ts";
import { hasErrors, type Result, sortDiagnostics } from "./diagnostic.ts";
import { locator } from "./locate.ts";
import { spanMaker, toDiagnostic } from "./offset-fault.ts";
import { readPlain } from "./read-plain.ts";
import { type Reading, readWhole } from "./read-whole.ts";
import { type Data, type Source, type Tree, valueAt } from "./source.ts";
import { MOST_CHARACTERS } from "./yaml-limits.ts";

const MOST_DIAGNOSTICS = 100;

export function parse(source: Source): Result<Tree> {
  const plain = plainData(source.text);
  if (plain !== undefined) return { value: treeOf(source, plain, () => readWhole(source.text)), diagnostics: [] };
  const reading = readWhole(source.text);
  const spanAt = spanMaker(source);
  const diagnostics = sortDiagnostics(reading.faults.slice(0, MOST_DIAGNOSTICS).map((fault) => toDiagnostic(fault, spanAt)));
  return { value: hasErrors(diagnostics) ? null : treeOf(source, reading.data ?? null, () => reading), diagnostics };
}

/** The data of a plain file without a fault; undefined for the others. */
function plainData(text: string): Data | undefined {
  if (text.length > MOST_CHARACTERS || checkText(text).length > 0) return undefined;
  const data = readPlain(text);
  return data === undefined || checkRoot(data, null, text).length > 0 ? undefined : data;
}

/** Where things stand is looked up at the first question: a file without faults is asked nothing. */
function treeOf(source: Source, data: Data, reading: () => Reading): Tree {
  const spanAt = spanMaker(source);
  let rangeAt: ReturnType<typeof locator> | null = null;
  return {
    source,
    data,
    locate: (path, part = "value") => {
      rangeAt ??= locatorOf(reading());
      return spanAt(rangeAt(path, part));
    },
    has: (path) => valueAt(data, path) !== undefined,
    origin: (path) => path,
  };
}

function locatorOf({ root = null, targets = new Map() }: Reading): ReturnType<typeof locator> {
  return locator(root, targets);
}

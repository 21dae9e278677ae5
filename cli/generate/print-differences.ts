/** What --check lists and --diff prints, on stdout. */
import { join } from "node:path";
import { MANIFEST_PATH } from "../../generators/manifest/manifest.ts";
import { printable, printableLines } from "../print/printable.ts";
import type { Difference } from "./compare.ts";
import { printDiff } from "./diff.ts";

export function printDifferences(out: string, differences: readonly Difference[], asDiff: boolean): string {
  if (!asDiff) return differences.map(({ kind, path }) => `${kind}: ${printable(join(out, path))}\n`).join("");
  return withoutManifest(differences)
    .map((difference) => printableLines(printOne(out, difference)))
    .join("");
}

/** The manifest follows from the other files: it is shown only where nothing else differs. */
function withoutManifest(differences: readonly Difference[]): readonly Difference[] {
  const others = differences.filter(({ path }) => path !== MANIFEST_PATH);
  return others.length > 0 ? others : differences;
}

function printOne(out: string, { kind, path, found, wanted }: Difference): string {
  const shown = join(out, path);
  if (kind === "mode") return `--- a/${shown} (mode ${found})\n+++ b/${shown} (mode ${wanted})\n`;
  return printDiff(shown, found, wanted);
}

/** `stackc pairings`: which layers go together. */
import { pairings as linkedPairings, type Pairing } from "../../generators/link/pairings.ts";
import { registry } from "../../generators/registry.ts";
import { type Exit, FINE } from "../exit.ts";
import type { Terminal } from "../terminal.ts";

/** Set by scripts/build.mjs: the folder names of fixtures/stacks that are pairings. */
declare const STACKC_PAIRINGS: readonly string[] | undefined;

const COLUMNS = ["web", "wsgi", "framework", "appLink", "webLink"] as const;
const TITLES: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  web: "web",
  wsgi: "wsgi",
  framework: "framework",
  appLink: "app link",
  webLink: "web link",
};

export function pairings(asJson: boolean, terminal: Terminal): Exit {
  const rows = linkedPairings(registry).filter(isSupported);
  terminal.data(asJson ? `${JSON.stringify(rows, null, 2)}\n` : printTable(rows));
  return FINE;
}

/** A pairing that links but has no fixture is not promised to anybody. */
function isSupported({ web, wsgi, framework }: Pairing): boolean {
  return typeof STACKC_PAIRINGS === "undefined" || STACKC_PAIRINGS.includes(`${web}-${wsgi}-${framework}`);
}

function printTable(rows: readonly Pairing[]): string {
  return [TITLES, ...rows]
    .map(
      (row) =>
        `${COLUMNS.map((column) => row[column].padEnd(11))
          .join("")
          .trimEnd()}\n`,
    )
    .join("");
}

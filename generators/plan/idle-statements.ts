/** What stack.yaml says of a URL path and cannot hold there, whatever the layers: said, never passed over. */
import type { Report } from "../report.ts";
import type { Location } from "./plan.ts";
import type { Statement } from "./statements.ts";

type Key = "access" | "rate" | "cache" | "route";
type Row = {
  readonly keys: readonly Key[];
  readonly because: string;
  readonly help: string;
  applies(location: Location, probed: boolean): boolean;
};

const ROWS: readonly Row[] = [
  {
    keys: ["access", "rate", "cache", "route"],
    because: "the health check is answered to everybody, and not by the app",
    help: "take it out; what is for some alone belongs on another path than app.health.path",
    applies: (_, probed) => probed,
  },
  {
    keys: ["route"],
    because: "files are handed out there, and the app is not asked",
    help: "take it out, or move the route or the folder to another path",
    applies: ({ serve }) => isFiles(serve),
  },
  {
    keys: ["cache"],
    because: "files are handed out there, which are at hand anyway",
    help: "take it out; how long browsers keep files is said where their folder is",
    applies: ({ serve }) => isFiles(serve),
  },
  {
    keys: ["cache"],
    because: "what the app sends there is passed on as it comes",
    help: "take it out, or the route's stream and websocket",
    applies: ({ serve }) => serve.kind === "app" && (serve.stream || serve.websocket),
  },
];

export function reportIdle(statements: readonly Statement[], locations: readonly Location[], report: Report): void {
  const served = new Map(locations.flatMap((location) => (location.exact ? [] : [[location.path, location]])));
  const probed = new Set(locations.flatMap(({ path, serve }) => (serve.kind === "health" ? [path] : [])));
  for (const statement of statements) {
    const location = served.get(statement.path);
    if (statement.exact || location === undefined) continue;
    const row = ROWS.find(
      ({ keys, applies }) => keys.some((key) => statement[key] !== undefined) && applies(location, probed.has(statement.path)),
    );
    if (row === undefined) continue;
    const { at } = statement;
    report({ code: "no-effect", layer: "plan", at, message: `${at} has no effect: ${row.because}`, help: row.help });
  }
}

function isFiles({ kind }: Location["serve"]): boolean {
  return kind === "static" || kind === "media" || kind === "protected" || kind === "file";
}

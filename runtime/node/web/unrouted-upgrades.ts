/**
 * A websocket that is asked for where no row takes one is a plain request that the app cannot answer, and its client sees a bare
 * 400 or 404. Said once for each path, with the route that would take it; a stranger can name any number of paths, so few are kept.
 */
import type { Log } from "../log/log.ts";
import type { Asked } from "./ask.ts";
import type { Exchange } from "./exchange.ts";

const PATHS_MAX = 20;

export type UnroutedUpgrades = {
  /** Of a request that asks for a websocket (set-aside-upgrade.ts): no other comes as an upgrade. */
  say(exchange: Exchange, asked: Asked): void;
};

export function createUnroutedUpgrades(log: Log): UnroutedUpgrades {
  const said = new Set<string>();
  return {
    say: ({ id }, { row, target }) => {
      if (row.serve.kind !== "app" || row.serve.websocket) return;
      const [path = ""] = target.raw.split("?");
      if (said.has(path) || said.size >= PATHS_MAX) return;
      said.add(path);
      const route = `state routes: { ${JSON.stringify(path)}: { websocket: true } }`;
      log.warn("websocket-unrouted", { id, path, help: row.app?.link === "http" ? route : "a WSGI app takes no websocket" });
    },
  };
}

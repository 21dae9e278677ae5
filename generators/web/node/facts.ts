/** What other layers and the host have to know of our own web server. */
import type { LayerWords } from "../../../schema/layer-words.ts";
import type { Os, Plan } from "../../plan/plan.ts";
import { atLeast } from "../../plan/versions.ts";
import type { WebBehaviour, WebLocal } from "../facts.ts";

/** Its program comes with the artifact: what the host has of it is Node. */
export const version = ({ node }: Os): string => node;

export const SETTINGS = "web/node/web.json";

const PACKAGE = "nodejs";

export const packages = (): readonly string[] => [PACKAGE];

export const words: LayerWords = { note: "our own, bundled" };

export const behaviour: WebBehaviour = {
  serverHeader: null,
  rejectsHandshakes: () => true,
  countsHeadersSince: null,
  speaksHttp2: (node) => atLeast(node, "18"),
  hasBrotli: true,
  // As nginx has it.
  handOut: { header: "X-Accel-Redirect", byUrl: true },
  limiter: () => null,
  boundsChunked: true,
  refusesChunked: [],
  catchAll: "alike",
  noEffect: [],
};

export const local: WebLocal = {
  argv: ({ web }: Plan) => web.run?.argv ?? [],
  checkArgv: () => null,
  reloadSignal: "SIGHUP",
  events: { listens: "web-listening", hasRead: "web-settings", refuses: "web-settings-refused" },
  telling: (file) => (file.path === SETTINGS ? { ...file, text: told(file.text) } : file),
  package: PACKAGE,
  modules: () => [],
};

/** It answers to 127.0.0.1 as well, and its log says when it listens. */
function told(text: string): string {
  const { site, logs, ...rest } = JSON.parse(text) as { site: { domains: readonly string[] }; logs: object };
  return `${JSON.stringify({ ...rest, site: { ...site, domains: [...site.domains, "127.0.0.1"] }, logs: { ...logs, level: "notice" } }, null, 2)}\n`;
}

/** What other layers and the host have to know of our own web server. */
import type { Os, Plan } from "../../plan/plan.ts";
import { atLeast } from "../../plan/versions.ts";
import type { WebBehaviour, WebLocal } from "../facts.ts";

/** Its program comes with the artifact: what the host has of it is Node. */
export const version = ({ node }: Os): string => node;

const PACKAGE = "nodejs";

export const packages = (): readonly string[] => [PACKAGE];

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
  package: PACKAGE,
  modules: () => [],
};

/** Our own web server on Node; its configuration is part of gateway.json. */
import type { WebLayer } from "../../layer.ts";

export const node: WebLayer = {
  role: "web",
  name: "node",
  accepts: ["scgi", "http"],
  run: () => null,
  check: () => {},
  emit: () => [],
};

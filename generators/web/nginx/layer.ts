/** nginx: the web server most stacks have; speaks every gateway protocol itself. */
import type { WebLayer } from "../../layer.ts";

export const nginx: WebLayer = {
  role: "web",
  name: "nginx",
  // SCGI before HTTP: the fewest bytes to parse on the Python side, and nothing to smuggle.
  accepts: ["scgi", "uwsgi", "http"],
  run: () => null,
  check: () => {},
  emit: () => [],
};

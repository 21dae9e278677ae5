/** wsgi. */
import type { FrameworkLayer } from "../../layer.ts";

export const wsgi: FrameworkLayer = {
  role: "framework",
  name: "wsgi",
  offers: ["wsgi"],
  check: () => {},
  emit: () => [],
};

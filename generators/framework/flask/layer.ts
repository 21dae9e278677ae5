/** flask. */
import type { FrameworkLayer } from "../../layer.ts";

export const flask: FrameworkLayer = {
  role: "framework",
  name: "flask",
  offers: ["wsgi"],
  check: () => {},
  emit: () => [],
};

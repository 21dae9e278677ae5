/** tornado. */
import type { FrameworkLayer } from "../../layer.ts";

export const tornado: FrameworkLayer = {
  role: "framework",
  name: "tornado",
  offers: ["tornado", "wsgi"],
  check: () => {},
  emit: () => [],
};

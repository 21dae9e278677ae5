/** django. */
import type { FrameworkLayer } from "../../layer.ts";

export const django: FrameworkLayer = {
  role: "framework",
  name: "django",
  offers: ["wsgi", "asgi"],
  check: () => {},
  emit: () => [],
};

/** asgi. */
import type { FrameworkLayer } from "../../layer.ts";

export const asgi: FrameworkLayer = {
  role: "framework",
  name: "asgi",
  offers: ["asgi"],
  check: () => {},
  emit: () => [],
};

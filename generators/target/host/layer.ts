/** A host of its own under systemd. */
import type { TargetLayer } from "../../layer.ts";

export const host: TargetLayer = {
  role: "target",
  name: "host",
  check: () => {},
  emit: () => [],
};

/** Maintenance is on while a file is there. Looked at once a second at most, not once a request. */
import { existsSync } from "node:fs";

const LOOK_EVERY_MS = 1000;

export type Switch = { isOn(path: string, nowMs: number): boolean };

export function createSwitch(): Switch {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let on = false;
  return {
    isOn: (path, nowMs) => {
      if (nowMs - lookedMs < LOOK_EVERY_MS) return on;
      lookedMs = nowMs;
      on = existsSync(path);
      return on;
    },
  };
}

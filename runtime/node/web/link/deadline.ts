/** The longest silence that is borne. While `held` (the client is slow, not the worker), time does not count. */

export type Deadline = { touch(): void; hold(): void; clear(): void };

export function createDeadline(silenceMs: number, late: () => void): Deadline {
  let held = false;
  const timer = setTimeout(() => {
    if (held) timer.refresh();
    else late();
  }, silenceMs);
  return {
    touch: () => {
      held = false;
      timer.refresh();
    },
    hold: () => {
      held = true;
    },
    clear: () => clearTimeout(timer),
  };
}

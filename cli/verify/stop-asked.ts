/** Ctrl-C and its kin: the first ends what runs in order, the second waits for nobody. */

export type Stopping = {
  /** Resolves when it is asked for. */
  readonly asked: Promise<void>;
  isAsked(): boolean;
  /** From here on, signals mean what they mean. */
  close(): void;
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function hearStop(hurry: () => void): Stopping {
  let isAsked = false;
  let tell: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const hear = (): void => {
    if (isAsked) hurry();
    isAsked = true;
    tell();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    asked,
    isAsked: () => isAsked,
    close: () => {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}

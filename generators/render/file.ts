/** The fourth noun of the line: generated files as values; writing them is cli's business. */
import type { Origin } from "./origin.ts";

/** Lines `first..last` (1-based, inclusive) and where they come from. */
export type LineRange = { readonly first: number; readonly last: number; readonly origins: readonly Origin[] };

export type File = {
  /** Relative to the artifact's folder, `/` between parts. */
  readonly path: string;
  /** 0o644 or 0o755; secrets never enter an artifact, so nothing needs less. */
  readonly mode: number;
  readonly text: string;
  readonly lines: readonly LineRange[];
};

/** The fifth noun of the line, as a value: a plan, its files, and what names them together. */
import type { Plan } from "./plan/plan.ts";
import type { File } from "./render/file.ts";

export type Artifact = {
  readonly plan: Plan;
  /** Sorted by path; manifest.json among them. */
  readonly files: readonly File[];
  /** 12 hexadecimal digits of the SHA-256 of the manifest: the release's name. */
  readonly hash: string;
};

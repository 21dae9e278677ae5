/**
 * The gateway itself: the same files in every artifact that has it, so that a host needs nothing
 * but Node and Python. Made from runtime/ when the compiler is built.
 */
import runtime from "stackc:runtime";
import type { File } from "../../render/file.ts";

export const runtimeFiles: readonly File[] = Object.entries(runtime).map(([path, text]) => ({
  path: `gateway/${path}`,
  mode: 0o644,
  text,
  lines: [{ first: 1, last: text.split("\n").length - 1, origins: [{ kind: "rule", id: "gateway" }] }],
}));

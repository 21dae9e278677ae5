/** The one stack file that is verified. */
import { type Found, findSource } from "../run/source.ts";

/** Words where there is none. */
export function readStack(path: string | null): Found | string {
  const found = findSource(path);
  if (typeof found === "string") return found;
  return found.detected === null ? found : `${path ?? "this folder"} has no stack.yaml, stackc.yaml or *.stackc.yaml`;
}

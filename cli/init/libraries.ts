/** Libraries that are made for a framework, by what they mean for a stack. */
import type { LibraryUse } from "../../generators/framework/detect/detection.ts";
import { registry } from "../../generators/registry.ts";

export function librariesFor(use: LibraryUse): readonly string[] {
  return Object.values(registry.framework).flatMap(({ detect }) => detect.libraries[use] ?? []);
}

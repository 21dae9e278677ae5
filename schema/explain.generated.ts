/* Made by scripts/generate.mjs from schema/codes/*.md. Do not edit. */
import type { Code } from "./codes.generated.ts";

/** What `stackc explain CODE` prints: Markdown. */
export const explanations: Readonly<Record<Code, string>> = {
  "unknown-key": "The file has a key that the language does not know. A key is never accepted and ignored: what is written has its\neffect, or is refused. Most often it is a slip of the pen, or a key that belongs one level higher or lower.\n\nWere it ignored, the app's users would get a limit, a header or a protection that somebody believed to be there.\n\nBad:\n\n```yaml\nweb:\n  server: nginx\n  body: 50MB\n```\n\nGood:\n\n```yaml\nweb:\n  server: nginx\n  limits: { body: 50MB }\n```\n\nKeys that start with `x-` are ignored, at the top level and inside an app: put anchors and notes there.",
};

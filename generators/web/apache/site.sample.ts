/** Apache's files for a few lines of stack.yaml, and what stands in one of their sections. */
import { samplesOf } from "../web.sample.ts";

export const { sample } = samplesOf("apache", (name) => `web/apache/${name}`);

/** The lines of a section by its first line, without the indent: `<Location "/static/">`. */
export function sectionOf(text: string, opening: string): readonly string[] {
  const lines = text.split("\n");
  const first = lines.indexOf(opening);
  if (first < 0) throw new Error(`no ${opening} in\n${text}`);
  const name = /^<(\w+)/.exec(opening)?.[1] ?? "";
  return lines.slice(first + 1, lines.indexOf(`</${name}>`, first)).map((line) => line.trim());
}

/** The virtual hosts of a file, each as its text. */
export function vhostsIn(text: string): readonly string[] {
  return text
    .split("\n<VirtualHost")
    .slice(1)
    .map((host) => host.slice(0, host.indexOf("</VirtualHost>")));
}

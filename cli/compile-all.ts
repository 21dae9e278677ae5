/** Several Sources to artifacts, with the clashes between them on one host. */
import { hash } from "node:crypto";
import type { Artifact } from "../generators/artifact.ts";
import { type CompileOptions, compile } from "../generators/compile.ts";
import { linkHost, type Member } from "../generators/link/host.ts";
import type { Measure } from "../generators/manifest/manifest.ts";
import type { Diagnostic } from "../schema/diagnostic.ts";
import type { Source } from "../schema/source.ts";

export type Compiled = { readonly artifacts: readonly Artifact[]; readonly diagnostics: readonly Diagnostic[] };

export function compileAll(sources: readonly Source[], optionsOf: (source: Source) => CompileOptions): Compiled {
  const diagnostics: Diagnostic[] = [];
  const members: Member[] = [];
  for (const source of sources) {
    const result = compile(source, { ...optionsOf(source), measure });
    diagnostics.push(...result.diagnostics);
    if (result.value !== null) members.push({ source, artifact: result.value });
  }
  if (members.length > 1) diagnostics.push(...linkHost(members));
  return { artifacts: members.map(({ artifact }) => artifact), diagnostics };
}

function measure(text: string): ReturnType<Measure> {
  return { size: Buffer.byteLength(text), sha256: hash("sha256", text, "hex") };
}

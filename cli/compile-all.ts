/** Several Sources to artifacts, with the clashes between them on one host. */
import { hash } from "node:crypto";
import type { Artifact } from "../generators/artifact.ts";
import { type CompileOptions, compile } from "../generators/compile.ts";
import { linkHost, type Member } from "../generators/link/host.ts";
import type { Diagnostic } from "../schema/diagnostic.ts";
import type { Source } from "../schema/source.ts";

export type Compiled = { readonly artifacts: readonly Artifact[]; readonly diagnostics: readonly Diagnostic[] };

export function compileAll(sources: readonly Source[], optionsOf: (source: Source) => CompileOptions): Compiled {
  const diagnostics: Diagnostic[] = [];
  const members: Member[] = [];
  for (const source of sources) {
    const result = compile(source, { ...optionsOf(source), sha256: nativeSha256 });
    diagnostics.push(...result.diagnostics);
    if (result.value !== null) members.push({ source, artifact: result.value });
  }
  if (members.length > 1) diagnostics.push(...linkHost(members));
  return { artifacts: members.map(({ artifact }) => artifact), diagnostics };
}

function nativeSha256(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex");
}

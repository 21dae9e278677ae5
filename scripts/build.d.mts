import type { Metafile } from "esbuild";

export function buildProgram(outdir?: string): Promise<Metafile>;
export function buildCore(): Promise<string>;

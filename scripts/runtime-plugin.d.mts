import type { Plugin } from "esbuild";

export const esbuildRuntime: Plugin;
export const viteRuntime: { name: string; resolveId(id: string): string | null; load(id: string): Promise<string> | null };

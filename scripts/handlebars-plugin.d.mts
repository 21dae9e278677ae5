import type { Plugin } from "esbuild";

export function compileTemplate(text: string): string;
export const esbuildHandlebars: Plugin;
export const viteHandlebars: { name: string; enforce: "pre"; transform(text: string, id: string): { code: string; map: null } | null };

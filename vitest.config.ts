import { defineConfig } from "vitest/config";
import { viteHandlebars } from "./scripts/handlebars-plugin.mjs";
import { viteRuntime } from "./scripts/runtime-plugin.mjs";

export default defineConfig({
  plugins: [viteHandlebars, viteRuntime],
  test: {
    include: ["{schema,generators,cli,fixtures,runtime,scripts,bench}/**/*.test.ts"],
    // Two cores: the servers under test need one of them.
    maxWorkers: 2,
    // A hang is what they are to end; a busy machine is none.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

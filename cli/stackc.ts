/** The program. Nothing is imported before the compile cache is on: it halves later starts. */
import module from "node:module";

// Node 22.1 and later. Kept below the system's folder for temporary files.
if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") module.enableCompileCache();
const { main } = await import("./main.ts");
await main(process.argv.slice(2), import.meta.dirname);

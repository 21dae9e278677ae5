/** The program. No compile cache (Node 22.1 and later): it would leave a folder behind on whatever machine stackc runs. */
import { main } from "./main.ts";

await main(process.argv.slice(2), import.meta.dirname);

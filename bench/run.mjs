/**
 * `npm run bench` measures the compiler, `npm run bench -- gateway` the gateway beside its peers. Each
 * takes its own options.
 */
const BENCHES = { compiler: "./compiler.mjs", gateway: "./gateway.mjs" };

const [name] = process.argv.slice(2);
if (name !== undefined && name in BENCHES) process.argv.splice(2, 1);
await import(BENCHES[name] ?? BENCHES.compiler);

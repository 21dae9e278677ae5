/**
 * How long the compiler takes, as medians of this run:
 *
 *   start   `stackc generate` of one stack against `node -e 0`, turn by turn
 *   growth  the same command on 1,000 and on 2,000 apps
 *
 * Each run writes into a folder of its own and nothing is removed before the end: ext4 passes over
 * inodes freed in the last seconds one by one, so files made after many were removed take ten
 * times as long, whoever makes them.
 *
 *   node bench/run.mjs [compiler] [--rounds N]
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { buildProgram } from "../scripts/build.mjs";
import { manyApps, oneStack } from "./stacks.mjs";

const LIMITS = { start: 3.5, thousandS: 2, growth: 2.2 };

const { values } = parseArgs({ options: { rounds: { type: "string", default: "21" } } });
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "stackc-bench-"));

try {
  const program = join(folder, "dist/stackc.js");
  await buildProgram(join(folder, "dist"));
  print([...startRows(program), ...growthRows(program)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Both commands in turn, so that a busy machine slows both. Each run compiles and writes anew. */
function startRows(program) {
  const file = join(folder, "stack.yaml");
  writeFileSync(file, oneStack());
  const [bare, generate] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(wallMs(["-e", "0"]));
    generate.push(wallMs([program, "generate", file, "--out", join(folder, `out-${round}`)]));
  }
  const ratio = median(generate) / median(bare);
  return [
    ["node -e 0", `${median(bare).toFixed(0)} ms`, ""],
    ["stackc generate, one stack", `${median(generate).toFixed(0)} ms`, ""],
    ["  of node -e 0", `${ratio.toFixed(2)} x`, verdict(ratio, LIMITS.start, "x")],
  ];
}

/** The whole command, writing included; both sizes in turn. */
function growthRows(program) {
  const sizes = [1000, 2000].map((count) => ({ count, file: join(folder, `${count}.yaml`), runs: [] }));
  for (const { count, file } of sizes) writeFileSync(file, manyApps(count));
  for (let round = 0; round < Math.max(3, Math.floor(rounds / 5)); round++)
    for (const { count, file, runs } of sizes)
      runs.push(wallMs([program, "generate", file, "--out", join(folder, `many-${count}-${round}`)]));
  const times = sizes.map(({ runs }) => median(runs) / 1000);
  const [thousand, twoThousand] = times;
  return [
    ["stackc generate, 1,000 apps", `${thousand.toFixed(2)} s`, verdict(thousand, LIMITS.thousandS, "s")],
    ["stackc generate, 2,000 apps", `${twoThousand.toFixed(2)} s`, ""],
    ["  of 1,000 apps", `${(twoThousand / thousand).toFixed(2)} x`, verdict(twoThousand / thousand, LIMITS.growth, "x")],
  ];
}

function wallMs(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return performance.now() - start;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function verdict(value, limit, unit) {
  return `${value <= limit ? "within" : "OVER"} ${limit} ${unit}`;
}

function print(rows) {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  process.stdout.write(`stackc ${commit}, node ${process.version}, ${cpus().length} CPUs, medians of ${rounds} rounds\n\n`);
  for (const [what, value, note] of rows) process.stdout.write(`${what.padEnd(30)}${value.padStart(9)}   ${note}`.trimEnd().concat("\n"));
}

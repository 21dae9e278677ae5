// Where the minutes of a test run go, from vitest's own report: for each area (the folder of a test file; one file where
// a folder has many) the sum of its files' own times, which run two at a time.
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";

const [report, root = process.cwd()] = process.argv.slice(2);
const SHOWN = 25;

const files = JSON.parse(readFileSync(report, "utf8")).testResults.map((suite) => ({
  name: relative(root, suite.name),
  seconds: (suite.endTime - suite.startTime) / 1000,
  tests: suite.assertionResults.length,
}));

const areas = new Map();
for (const { name, seconds, tests } of files) {
  const area = name.split(sep).slice(0, 2).join("/");
  const sum = areas.get(area) ?? { seconds: 0, tests: 0 };
  areas.set(area, { seconds: sum.seconds + seconds, tests: sum.tests + tests });
}

const minutes = (seconds) => (seconds / 60).toFixed(1).padStart(7);
const rowsOf = (entries) =>
  entries
    .sort(([, a], [, b]) => b.seconds - a.seconds)
    .slice(0, SHOWN)
    .map(([name, { seconds, tests }]) => `${minutes(seconds)} ${String(tests).padStart(7)}  ${name}`);

console.log("minutes   tests  area");
console.log(rowsOf([...areas]).join("\n"));
console.log("\nminutes   tests  file");
console.log(rowsOf(files.map((file) => [file.name, file])).join("\n"));
console.log(`\n${minutes(files.reduce((sum, { seconds }) => sum + seconds, 0))}  in all, of one core's time; two files run at once`);

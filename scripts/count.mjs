// The last line of a test run, from vitest's own report: `N passed, N failed`. A test file that
// could not be loaded counts as a failure, and so does a run of no test at all.
import { readFileSync } from "node:fs";

const [file] = process.argv.slice(2);
let passed = 0;
let failed = 1;
let skipped = 0;
try {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const broken = report.testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.length === 0).length;
  passed = report.numPassedTests;
  failed = report.numFailedTests + broken;
  skipped = report.numPendingTests + report.numTodoTests;
} catch (error) {
  console.error(`no test report: ${error.message}`);
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

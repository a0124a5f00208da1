// Prints "N passed, N failed" from vitest's JSON report, and exits 1 when anything failed or nothing ran.
// node tools/test-summary.mjs REPORT.json
import { readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
  passed = report.numPassedTests;
  // A file that cannot be loaded has no tests to count, and is a failure all the same.
  const broken = report.testResults.filter((file) => file.status === "failed" && !hasFailedTest(file)).length;
  failed = report.numFailedTests + broken;
  if (!report.success && failed === 0) failed = 1;
} catch (error) {
  console.error(`the test report cannot be read: ${error.message}`);
  failed = 1;
}
if (passed === 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function hasFailedTest(file) {
  return file.assertionResults.some((test) => test.status === "failed");
}

// Runs every test and ends with one line, `N passed, N failed, N skipped`, made from the runner's report.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

type Count = 'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numFailedTestSuites';

const REPORT = '.vitest-report.json';
const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${REPORT}`];

rmSync(REPORT, { force: true });
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters], {
  stdio: 'inherit',
});
const counts: Record<Count, number> = JSON.parse(readFileSync(REPORT, 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = counts;
const failed = Math.max(numFailedTests, numFailedTestSuites > 0 || status !== 0 ? 1 : 0);
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exit(failed === 0 && numPassedTests > 0 ? 0 : 1);

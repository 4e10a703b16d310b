// Adds up what the test command printed: vitest's `Tests  1 failed | 2 passed`, and one ✓ or ✗ line for each live claim.
import { readFileSync } from 'node:fs';

const [, , log, status] = process.argv;
// eslint-disable-next-line no-control-regex -- terminal colours
const lines = readFileSync(log, 'utf8')
  .replaceAll(/\u001b\[[0-9;]*m/g, '')
  .split('\n');
let passed = 0;
let failed = 0;
for (const line of lines) {
  if (/^\s*Tests\s/.test(line)) {
    passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0);
    failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0);
  }
  if (/^✓ \[\d+\/\d+\]/.test(line)) passed++;
  if (/^✗ \[\d+\/\d+\]/.test(line)) failed++;
}
if (status !== '0' && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);

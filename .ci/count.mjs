// Adds up what the test command printed: vitest's `Tests  1 failed | 2 passed`, and one ✓ or ✗ line for each live claim.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const [, , log, status] = process.argv;
const lines = stripVTControlCharacters(readFileSync(log, 'utf8')).split('\n');
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

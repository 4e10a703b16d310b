import { expect, test } from 'vitest';
import { stemOf } from './stem.ts';

test.each([
  ["kubectl logs deploy/a | grep -c '/x'", 'kubectl logs deploy/a'],
  ["kubectl logs a | grep '/x' | cut -d' ' -f1 | sort -u", 'kubectl logs a'],
  [
    '{ kubectl get pods; kubectl logs a | grep b; } 2>/dev/null | grep c',
    '{ kubectl get pods; kubectl logs a | grep b; } 2>/dev/null',
  ],
  [`x=$(echo 'a|b' | tr a b); kubectl get $x -o json | jq '.a | length'`, `x=$(echo 'a|b' | tr a b); kubectl get $x -o json`],
  ['curl x | tee file | grep y', 'curl x | tee file'],
])('%s has the stem %s', (command, stem) => {
  expect(stemOf(command)).toBe(stem);
});

test.each(['kubectl get pods', 'a | b', 'x | grep y || echo none', 'x | grep y; echo $?'])(
  '%s does not end in a filter',
  (command) => {
    expect(stemOf(command)).toBeUndefined();
  },
);

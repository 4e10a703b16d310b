import { expect, test } from 'vitest';
import { loadLedger } from '../../helpers/ledger/load.ts';
import type { LoadedClaim } from '../../helpers/ledger/loaded.ts';
import { mustSee } from '../../helpers/ledger/seen.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { root } from '../../helpers/root.ts';
import { isNegative } from '../../helpers/verdict.ts';

const ledger = await loadLedger(root);
const { places } = await scanSpecs(root, ledger);
const patternsOf = ({ sameAs, versions = [], ...claim }: LoadedClaim) =>
  [claim, ...(sameAs ? [] : versions)].flatMap((one) => mustSee(one) ?? []);
const matching = (observed: string) =>
  ledger.claims.filter((claim) => patternsOf(claim).some((one) => new RegExp(one).test(observed))).map(({ id }) => id);

test('a claim that a spec finds wrong says what is seen, and no other claim does', () => {
  const own = (id: string) => places.has(id);
  const stated = ledger.claims.flatMap(({ id, expected, seen, versions = [], sameAs }) =>
    [{ expected, seen }, ...(sameAs ? [] : versions)].map((one) => ({ ...one, id })),
  );
  const wanting = stated.filter(({ id, expected, seen }) => own(id) && isNegative(expected) && !seen);
  const needless = stated.filter(({ id, expected, seen }) => seen && !(own(id) && isNegative(expected)));
  expect(wanting.map(({ id }) => id)).toEqual([]);
  expect(needless.map(({ id }) => id)).toEqual([]);
});

test.for([
  'exit 127: bash: line 1: x: command not found',
  'exit 126: bash: line 1: /usr/bin/kubectl: Permission denied',
  'exit 124, no output',
  'exit 137, no output',
  'exit -1, no output',
  'exit 0: bash: line 1: x: command not found',
  'exit 1: The connection to the server was refused',
  'exit 1: The connection to the server localhost:8080 was refused - did you specify the right host or port?',
  'exit 1: Unable to connect to the server: net/http: TLS handshake timeout',
  'exit 1: Error from server (ServiceUnavailable): the server is currently unable to handle the request',
  'exit 1: Error from server (NotFound): pods "backend" not found',
  'exit 1: error: unable to upgrade connection: container not found ("nginx")',
  'exit 7: curl: (7) Failed to connect to backend port 80',
  'exit 28: curl: (28) Resolving timed out after 5000 milliseconds',
  'no answer: the program curl was not found',
  'no answer: nothing showed in this claim that this command prints anything at all',
  'nothing',
  '',
  'null',
  'NaN',
  '0',
  '[]',
  'none',
  'other (curl 2)',
  'refused (curl 7)',
  'dns-timeout (curl 28)',
  '503 from envoy',
])('what a broken command or instrument comes to is nowhere what is to be seen: “%s”', (observed) => {
  expect(matching(observed)).toEqual([]);
});

/** Claims about what is not there. A command that broke silently comes to the same: only its instrument's proof tells the two apart. */
const nothing: Record<string, string[]> = {
  'exit 1, no output': ['m1-ts-grep-rbac'],
  'no line': ['m1-ex1-no-wait', 'm1-ex4-exec-race', 'm1-ex4-lim-drift', 'm2-diag-missing-delivery', 'm2-diag-client'],
};

test.for(Object.entries(nothing))('“%s” is to be seen where that is the point, and nowhere else', ([observed, claims]) => {
  expect(matching(observed)).toEqual(claims);
});

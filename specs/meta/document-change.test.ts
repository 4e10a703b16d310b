import { expect, test } from 'vitest';
import { MarkdownDocument } from '../../helpers/documents/document.ts';
import { readSources } from '../../helpers/ledger/load.ts';
import { standing } from '../../helpers/ledger/standing.ts';
import { root } from '../../helpers/root.ts';

const source = (await readSources(root)).find(({ accepted }) => accepted.path.endsWith('module-1.md'))!;
const { text, path } = source.accepted;

/** What an edit of module 1 touches: claims and places that have drifted, places whose command reads otherwise, and passages that are new. */
const touchedBy = (edited: string) => {
  const { claims, places, fresh } = standing({ ...source, document: new MarkdownDocument(path, edited) });
  const named = (of: 'drifted' | 'was') => Object.entries(places).flatMap(([name, place]) => (place[of] ? [name] : []));
  return {
    claims: claims.flatMap(({ id, drifted }) => (drifted ? [id] : [])),
    gone: named('drifted'),
    changed: named('was'),
    fresh: fresh.map((passage) => passage.text),
  };
};

const nothing = { claims: [], gone: [], changed: [], fresh: [] };

const once = (from: string, to: string): string => {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, to);
};

/** The text between two headings, the first of them included. */
const section = (from: string, to: string): string => text.slice(text.indexOf(`\n${from}\n`), text.indexOf(`\n${to}\n`));

test.for([
  ['a blank line at the top', () => `\n${text}`],
  ['line ends of Windows', () => text.replaceAll('\n', '\r\n')],
  ['spaces at the end of each line', () => text.replaceAll('\n', '  \n')],
  [
    'a paragraph that is wrapped',
    () => once('The request still works. Note: the HTTP response', 'The request still works.\nNote: the HTTP\nresponse'),
  ],
  ['curly quotes', () => once('This should fail with "Operation timed out"', 'This should fail with “Operation timed out”')],
  [
    'two sections that change places',
    () => {
      const [two, three] = [
        section('### Step 2: Test Layer 7 Limitations', '### Step 3: Demonstrate Lack of Audit Trail'),
        section('### Step 3: Demonstrate Lack of Audit Trail', '### Step 4: Show Identity Drift Problem'),
      ];
      return text.replace(two + three, three + two);
    },
  ],
] as const)('%s touches nothing', ([, edit]) => {
  const edited = edit();
  expect(edited).not.toBe(text);
  expect(touchedBy(edited)).toEqual(nothing);
});

test.for([
  [
    'a heading that is reworded',
    () => once('## Exercise 8: Instant Observability', '## Exercise 8: Observability'),
    { fresh: ['Exercise 8: Observability'] },
  ],
  [
    'a sentence on a line of its own',
    () => once('\n## Exercise 7', '\nNetworkPolicies also encrypt traffic.\n\n## Exercise 7'),
    { fresh: ['NetworkPolicies also encrypt traffic.'] },
  ],
  [
    'a sentence behind an old one',
    () =>
      once('NetworkPolicies only control IP/port. Test', 'NetworkPolicies only control IP/port. They also encrypt traffic. Test'),
    { fresh: ['They also encrypt traffic.'] },
  ],
  [
    'a number in a command',
    () => once('kubectl scale deployment backend --replicas=3', 'kubectl scale deployment backend --replicas=2'),
    { claims: ['m1-ex1-scale'], gone: ['scale-backend'] },
  ],
  [
    'a number in the prose',
    () => once('3 backend pods running', '4 backend pods running'),
    { claims: ['m1-ex1-three-pods', 'm1-ex1-pod-cidr'] },
  ],
  [
    'a port in the manifest',
    () => once('      port: 80\n', '      port: 8080\n'),
    { claims: ['m1-ex4-shape', 'm1-ex4-port-scope'], changed: ['backend-policy'] },
  ],
  [
    'a label in the manifest',
    () => once('          app: frontend\n', '          app: client\n'),
    { claims: ['m1-ex4-shape', 'm1-ex4-impostor-hijack'], changed: ['backend-policy'] },
  ],
  [
    'a name',
    () => once('  name: backend-policy\n', '  name: backend-rules\n'),
    { claims: ['m1-ex4-shape'], changed: ['backend-policy'] },
  ],
  [
    'a block that is deleted',
    () =>
      once(
        '```bash\nkubectl exec deployment/frontend -- curl http://backend/\nkubectl exec deployment/frontend -- curl -X POST http://backend/data\n```\n',
        '',
      ),
    { claims: ['m1-ex7-get-cmd', 'm1-ex7-post-cmd'], gone: ['allowed-request', 'denied-request'] },
  ],
  [
    'a reset that is deleted',
    () => once(`kubectl patch service backend -p '{"spec": {"sessionAffinity": "None"}}'\n`, ''),
    { claims: ['m1-ex1-affinity-reset'], gone: ['reset-stickiness'] },
  ],
  [
    'a word that turns a sentence round',
    () => once('The request still works.', 'The request no longer works.'),
    { claims: ['m1-ex6-still-works'] },
  ],
] as const)('%s touches what leans on it, and nothing else', ([, edit, touched]) => {
  expect(touchedBy(edit())).toEqual({ ...nothing, ...touched });
});

test('an erratum that is applied is recognised, and touches nothing else', () => {
  const edited = once('This should fail with "Operation timed out"', 'This should fail with "curl: (28) Connection timed out"');
  expect(touchedBy(edited)).toEqual(nothing);
  const { claims } = standing({ ...source, document: new MarkdownDocument(path, edited) });
  expect(claims.filter(({ applied }) => applied).map(({ id }) => id)).toEqual(['m1-ex4-timeout-text']);
});

import { RuleTester } from 'eslint';
import { join } from 'node:path';
import { test } from 'vitest';
import { root } from '../root.ts';
import { shellStrings } from './shellStrings.ts';

RuleTester.describe = (_name, body) => body();
RuleTester.it = test;
const tester = new RuleTester({ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } });

const program = [{ messageId: 'program' }];
const filename = join(root, 'specs/guide/a.spec.ts');
const may = (most: number) => ({ filename, options: [{ 'specs/guide/a.spec.ts': most }] });

tester.run('shell-strings', shellStrings, {
  valid: [
    "reader.runs('kubectl get pods -l app=backend -o wide')",
    "reader.lines(['kubectl get pods', 'kubectl get services'], /a|b/)",
    "control('with jq the lines print what they select, or grep does', x)",
    "claim('m1-ex6-jq-tool', x)",
    "toFail({ saying: 'jq: command not found' })",
    "new RegExp('a|b')",
    "written.command().replace('| head -n 1', '')",
    { code: "reader.runs('gunzip -c a | kubectl create -f -')", ...may(1) },
  ],
  invalid: [
    { code: "reader.runs('kubectl get pods | wc -l')", errors: program },
    { code: 'reader.runs(`${written.command()} | grep a`)', errors: program },
    { code: "reader.runs('kubectl get pods' + ' | wc -l')", errors: program },
    { code: "reader.runs('kubectl delete $(kubectl get pods -o name)')", errors: program },
    { code: "reader.runs('for i in 1 2; do curl http://backend; done')", errors: program },
    { code: "reader.runs('until kubectl get pod a; do sleep 1; done')", errors: program },
    { code: "reader.runs('kubectl apply -f a && kubectl get a')", errors: program },
    { code: "const counted = 'jq length'", errors: program },
    { code: "[a, b].join(' && ')", errors: program },
    { code: "command.replace('grep RBAC', 'grep -i rbac')", errors: program },
    { code: "reader.runs('a | b'); reader.runs('c | d')", ...may(1), errors: program },
    { code: "reader.runs('a | b')", ...may(2), errors: [{ messageId: 'unused' }] },
    { code: `reader.runs('a | ${'b'.repeat(120)}')`, ...may(1), errors: [{ messageId: 'long' }] },
    // as long as it stands there, quotes and names included
    { code: `reader.runs('a | ${'b'.repeat(115)}')`, ...may(1), errors: [{ messageId: 'long' }] },
    { code: `reader.runs(\`a | \${${'b'.repeat(115)}}\`)`, ...may(1), errors: [{ messageId: 'long' }] },
  ],
});

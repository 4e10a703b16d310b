import { RuleTester } from 'eslint';
import { test } from 'vitest';
import { changeOnce } from './changeOnce.ts';

RuleTester.describe = (_name, body) => body();
RuleTester.it = test;
const tester = new RuleTester({ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } });

const errors = [{ messageId: 'repeated' }];
tester.run('change-once', changeOnce, {
  valid: [
    "await lane.change(reader.runs('kubectl run attacker --image=x'));",
    "await expect(await lane.attempt(reader.runs('kubectl delete pod attacker'))).toSucceed();",
    "const made = await lane.attempt(reader.runs('kubectl create ns x')); await expect(made).toSucceed();",
    "expect(reader.runs('kubectl get pods -l run=debug --show-labels')).toSucceed();",
    "expect(reader.runs('kubectl wait --for=delete pod/a; kubectl -n x rollout status deploy/b')).toSucceed();",
    "expect(reader.runs('kubectl run newcomer --image=x --dry-run=server -o json')).toSucceed();",
    "const checked = (text) => text.replace('kubectl apply', 'kubectl apply --dry-run=server'); expect(reader.runs(checked(given)));",
    "expect(reader.runs(\"sed 's/^kubectl delete pod --all$/&/' document.md\")).toPrint('x');",
    "control('kubectl delete pod works', reader.runs('true')).toSucceed();",
    "expect(reader.runs('kubectl explain networkpolicy.spec | grep label')).toSucceed();",
    'expect(reader.runs(given)).toSucceed();',
  ],
  invalid: [
    { code: "control('left behind', reader.runs('kubectl run attacker --image=x')).toSucceed();", errors },
    { code: "erratum(reader.runs('true; kubectl -n other delete pod a')).toSucceed();", errors },
    { code: 'note(reader.runs(`kubectl --namespace=${space} label pod a b=c`));', errors },
    { code: "const gone = 'kubectl delete pod a'; const look = reader.runs(gone + ' --now'); expect(look).toSucceed();", errors },
    {
      code: 'const round = (block) => `kubectl wait pod\\nkubectl delete pod --all\\n${block}`; erratum(reader.runs(round(text))).toPrint(1);',
      errors,
    },
    {
      code: "const as = (who) => reader.runs(`kubectl label pod a b=c --as=${who}`); control('refused', as('me')).toFail();",
      errors,
    },
    { code: 'expect(reader.runs("for i in 1 2; do kubectl create -f - <<<\'{}\'; done")).toSucceed();', errors },
    { code: "expect(reader.runs('kubectl rollout restart deployment nosuch')).toFail();", errors },
  ],
});

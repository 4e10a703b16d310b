import { claim } from '#meshproof';

const rolledOut = 'kubectl rollout status deployment frontend --timeout=60s >/dev/null';
const oldOneGone = 'until [ "$(kubectl get pod -l app=frontend -o name | wc -l)" = 1 ]; do :; done';

/** Prints which pod the document's command picks after a restart: the new pod, which stays, or the old pod, which goes. */
const rounds = (count: number, pick: string, waiting: string[]) => {
  const round = [
    'kubectl rollout restart deployment frontend >/dev/null',
    ...waiting,
    `picked=$(${pick})`,
    rolledOut,
    oldOneGone,
    'kubectl get pod "$picked" >/dev/null 2>&1 && echo new || echo old',
  ];
  return Array(count).fill(round).flat().join('\n');
};

/** What the erratum lets the reader do before the list is looked at. */
const waits = [
  'kubectl rollout status deployment frontend',
  'kubectl rollout status deployment backend',
  "kubectl wait pod --for=delete -l '!security.istio.io/tlsMode,app in (frontend,backend)' --timeout=60s",
];

claim('m1-ex5-no-wait', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('one-backend');
  const pick = written.command('describe-the-frontend').replace(/^kubectl describe pod \$\((.*)\)$/, '$1');
  await control('the command picks a pod', reader.runs(pick)).toPrint(/^frontend-[0-9a-z-]+$/);

  const waited = await lane.attempt(reader.runs(rounds(3, pick, [rolledOut, oldOneGone]), { limitMs: 90_000 }));
  const pasted = await lane.attempt(reader.runs(rounds(8, pick, []), { limitMs: 120_000 }));

  await control('after the roll-out the command picks the new pod', waited).toPrint(/^(new\n){3}$/);
  await expect(pasted).toPrint(/^(new\n){8}$/);

  const describes = written.command('describe-the-frontend');
  await control('before the injection the described pod has no sidecar', reader.runs(describes)).toPrintNothingLike(
    /istio-proxy:/,
  );
  await lane.change(reader.runs(written.command('label-the-namespace')));
  const corrected = await lane.attempt(
    reader.runs([written.command('restart'), ...waits, describes].join('\n'), { limitMs: 120_000 }),
  );

  await erratum(corrected).toPrint(/^ {2}istio-proxy:$/m);
  await erratum(reader.runs('kubectl get pods -l app=frontend --no-headers')).toPrint(/^frontend-\S+ +2\/2 +Running .*\n$/);
});

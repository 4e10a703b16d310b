import { claim } from '#meshproof';

const rolledOut = 'kubectl rollout status deployment frontend --timeout=60s';
/** What a pod is known by. */
const identity = ({ metadata, spec }: any) => [metadata.labels, spec.serviceAccountName];

claim('m1-ex4-scale-0-1', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('lookalikes');
  await control(
    'before the scaling one pod is Ready',
    reader.runs('kubectl get deployment frontend -o jsonpath={.status.readyReplicas}'),
  ).toPrint(/^1$/);

  const down = await lane.attempt(reader.runs(written.command('scale-to-zero')));

  await expect(down).toPrint('deployment.apps/frontend scaled');
  await control('between the two commands no pod is Ready', frontend.podNames()).toBe([]);

  const up = await lane.attempt(reader.runs(written.command('scale-to-one')));

  await expect(up).toPrint('deployment.apps/frontend scaled');
  await expect(reader.runs(rolledOut)).toSucceed();
  await expect(reader.runs('kubectl get deployment frontend -o jsonpath={.status.readyReplicas}')).toPrint(/^1$/);
});

claim('m1-ex4-new-pod', async ({ lane, control, expect, note, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('lookalikes');
  await lane.apply(written.manifest('backend-policy'));
  const [name, address] = [await note(frontend.podNames()), await note(frontend.podIps())];
  const labels = await note(frontend.eachPod(identity));
  await control('before the scaling the attacker is blocked', attacker.get(backend)).toBeDropped();
  await control('the frontend’s old pod is admitted', frontend.get(backend)).toReach(backend);

  await lane.change(reader.runs(`${written.command('scale-to-zero')}\n${written.command('scale-to-one')}\n${rolledOut}`));

  await control('the frontend’s new pod is Ready', reader.runs(rolledOut)).toSucceed();
  await expect(frontend.podNames()).toDifferFrom(name);
  await expect(frontend.podIps()).toDifferFrom(address);
  await expect(frontend.eachPod(identity)).toBe(labels);
  await expect(frontend.get(backend)).toReach(backend);
  await control('the attacker is still blocked', attacker.get(backend)).toBeDropped();
});

claim('m1-ex4-ips-change', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('lookalikes');
  const first = await note(frontend.podIps());
  const restarted = "jsonpath='{.status.containerStatuses[0].restartCount}'=1";
  const waits = `kubectl wait pod -l app=frontend --for=${restarted} --timeout=60s`;
  await lane.change(reader.runs(`kubectl exec deployment/frontend -- sh -c 'kill 1'; ${waits}`));
  await control('a container that starts again keeps the pod’s address', frontend.podIps()).toBe(first);
  await control('the restarted frontend reaches the backend', frontend.get(backend)).toReach(backend);

  await lane.change(reader.runs(`${written.command('scale-to-zero')}\n${written.command('scale-to-one')}\n${rolledOut}`));
  await control('the frontend’s new pod is Ready', reader.runs(rolledOut)).toSucceed();
  await expect(frontend.podIps()).toDifferFrom(first);
  const second = await note(frontend.podIps());
  await lane.restart(frontend);
  await expect(frontend.podIps()).toDifferFrom(second);
  await expect(frontend.podIps()).toDifferFrom(first);
});

claim('m1-ex4-ip-attribution', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, backend } = await lane.world('lookalikes');
  await control('the frontend’s call reaches the backend', frontend.get(backend, '/who-called')).toReach(backend);
  const callerOf = (path: string) => backend.log(new RegExp(`^(\\S+) .* ${path} `)).distinct;
  const holders = (of: string) =>
    reader.lines(`kubectl get pods -A --field-selector status.podIP=${of}`, /(\S+) +\d+\/\d+ +Running/);
  const [logged = ''] = await note(callerOf('/who-called'));
  await control('the logged address names the caller while the caller lives', holders(logged)).toHold(/^frontend-/);

  await lane.change(reader.runs(`${written.command('scale-to-zero')}\n${written.command('scale-to-one')}\n${rolledOut}`));

  await control('the frontend’s new pod is Ready', reader.runs(rolledOut)).toSucceed();
  await expect(callerOf('/who-called')).toBe([logged]);
  await expect(holders(logged)).toBe([]);
  await control('the new pod’s call reaches the backend', frontend.get(backend, '/who-called-next')).toReach(backend);
  const [next = ''] = await note(callerOf('/who-called-next'));
  await control('the new pod’s logged address names the new pod', holders(next)).toHold(/^frontend-/);
});

claim('m1-ex4-exec-race', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('lookalikes');
  const [down, up, call] = [
    `${written.command('scale-to-zero')} >&2`,
    `${written.command('scale-to-one')} >&2`,
    `${written.command('call-again')} 2>/dev/null`,
  ];
  const rounds = (tries: number, gone: string, there: string) =>
    reader.runs(
      Array(tries)
        .fill([down, gone, up, there, call, `${rolledOut} >&2`].join('\n'))
        .join('\n'),
      { limitMs: 90_000 },
    );
  await control('before the scaling the document’s call is answered', reader.runs(call)).toPrint('Server&nbsp;name');
  const gone = 'kubectl wait --for=delete pod -l app=frontend --timeout=60s >&2';
  const two = await lane.attempt(rounds(2, gone, `${rolledOut} >&2`));
  await erratum(reader.lines(two, 'Server&nbsp;name').count).toBe(2);
  const five = await lane.attempt(rounds(5, '', ''));
  await control('all five rounds were made', five).toSucceed();
  await expect(reader.lines(five, 'Server&nbsp;name').count).toBe(5);
});

claim('m1-ex4-exec-old', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend } = await lane.world('lookalikes');
  const shown = reader.lines(written.command('call-again'), /(Server&nbsp;(?:name|address):.*)/);
  const old = await note(frontend.podIps());
  await control('the old pod makes the call', shown).toHold(/Server&nbsp;name/);
  await control('the backend’s log has the old pod’s address', backend.logged(`${old[0]} - `)).toBeAtLeast(1);
  const byOld = await note(shown);

  await lane.change(
    reader.runs(
      `${written.command('scale-to-zero')}\nkubectl wait --for=delete pod -l app=frontend --timeout=60s\n${written.command('scale-to-one')}\n${rolledOut}`,
      { limitMs: 90_000 },
    ),
  );

  await control('the new pod has another address', frontend.podIps()).toDifferFrom(old);
  await erratum(shown).toHold(/Server&nbsp;name/);
  const [address] = await note(frontend.podIps());
  await erratum(backend.logged(`${address} - `)).toBeAtLeast(1);
  await expect(shown).toTellApart(byOld);
});

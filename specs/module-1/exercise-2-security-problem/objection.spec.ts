import { claim } from '#meshproof';

const apiServer = 'https://kubernetes.default.svc.cluster.local';

claim('m1-ex2-q-prevents', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend } = await lane.world('reachable');
  await control('Services can be listed', reader.runs('kubectl get services -o name')).toPrint('service/backend');
  await expect(reader.runs('kubectl get networkpolicies')).toPrintNothingLike(/./);
  await expect(attacker.get(frontend)).toReach(frontend);
  await expect(attacker.get(backend)).toReach(backend);

  await lane.apply(written.manifest('backend-policy'));

  await control('a policy is listed', reader.runs('kubectl get networkpolicies')).toPrint('backend-policy');
  await control('the policy blocks the attacker', attacker.get(backend)).toBeDropped();
  await control('the policy admits the frontend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex2-q-compromised', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('reachable');
  await expect(backend.get(frontend)).toReach(frontend);
  await expect(frontend.get(backend)).toReach(backend);

  await lane.apply('default-deny-egress.yaml');

  await control('a policy that denies Egress stops the backend', backend.get(frontend)).toBeRefused({ how: 'dns-timeout' });
});

claim('m1-ex2-obj-default-deny', async ({ lane, control, expect }) => {
  const { attacker, frontend, backend } = await lane.world('reachable');
  const toApiServer = attacker.get(apiServer, '', { curl: ['-k'] });
  await control('before the policies the attacker reaches the frontend', attacker.get(frontend)).toReach(frontend);
  await control('before the policies the attacker reaches the backend', attacker.get(backend)).toReach(backend);
  await control('before the policies the attacker reaches the API server', toApiServer).toAnswer({ status: 403 });

  await lane.apply('default-deny-ingress.yaml');
  await lane.apply('allow-pair.yaml');

  await Promise.all([expect(attacker.get(frontend)).toBeDropped(), expect(attacker.get(backend)).toBeDropped()]);
  await control('the policy for the pair admits the frontend', frontend.get(backend)).toReach(backend);
  await control('the policy for the pair admits the backend', backend.get(frontend)).toReach(frontend);
  await control('a denial of Ingress leaves the API server in reach', toApiServer).toAnswer({ status: 403 });

  await lane.apply('default-deny-egress.yaml');
  await lane.apply('allow-pair-egress.yaml');

  await expect(toApiServer).toBeRefused({ how: 'dns-timeout' });
  await expect(attacker.get(backend)).toBeRefused({ how: 'dns-timeout' });
  await control('the allowed frontend still reaches the backend', frontend.get(backend)).toReach(backend);
});

claim('m1-ex2-obj-ns', async ({ lane, control, expect }) => {
  const { frontend, backend, attacker, outsider } = await lane.world('reachable');
  await control('a namespace without a policy keeps nobody out of the backend', outsider.get(backend)).toReach(backend);
  await control('a namespace without a policy keeps nobody out of the frontend', outsider.get(frontend)).toReach(frontend);

  await lane.apply('default-deny-ingress.yaml');
  await lane.apply('own-namespace-only.yaml');

  await Promise.all([expect(outsider.get(backend)).toBeDropped(), expect(outsider.get(frontend)).toBeDropped()]);
  await control('a pod of the own namespace reaches the backend', attacker.get(backend)).toReach(backend);
  await control('a pod of the own namespace reaches the frontend', attacker.get(frontend)).toReach(frontend);
});

claim('m1-ex2-cross-ns-complex', async ({ lane, control, expect, reader, written }) => {
  const { attacker, frontend, backend, outsider } = await lane.world('reachable');
  const other = `${lane.namespace}-other`;
  const asAdministrator = `--as=system:serviceaccount:${lane.namespace}:administrator`;
  const mayWritePolicies = (namespace: string) =>
    reader.runs(`kubectl auth can-i create networkpolicies -n ${namespace} ${asAdministrator}`);
  const label = `kubectl label namespace ${other} team=payments`;
  await lane.apply('administrator.yaml');
  await lane.apply(written.manifest('backend-policy'));
  await lane.apply('from-payments.yaml');
  await control('a namespace without the label is not admitted', outsider.get(backend)).toBeDropped();
  await control('the frontend is admitted', frontend.get(backend)).toReach(backend);
  await control('the account may write policies in its own namespace', mayWritePolicies(lane.namespace)).toPrint(/^yes$/m);

  const refused = await lane.attempt(reader.runs(`${label} ${asAdministrator}`));

  await expect(refused).toFail({ exit: 1, saying: 'Forbidden' });
  await expect(mayWritePolicies(other)).toPrint(/^no\b/);

  await lane.change(reader.runs(label));

  await control('with rights in both namespaces one label admits the other', outsider.get(backend)).toReach(backend);
  await control('a pod of the policy’s own namespace is still kept out', attacker.get(backend)).toBeDropped();
});

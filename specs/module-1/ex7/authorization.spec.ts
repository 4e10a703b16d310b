import { claim } from '#meshproof';

claim('m1-ex7-denied-403', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('the application itself answers POST', frontend.post(backend, '/data')).toReach(backend, { status: 405 });

  await lane.apply(written.manifest(558));

  await expect(frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend, { status: 200 });

  await lane.remove(written.manifest(558));
  await control('without the policy the application answers again', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });
});

claim('m1-ex7-allowed-200', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await lane.apply(written.manifest(558));

  await control('POST of the same path is denied', frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-default-deny', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without a policy DELETE reaches the application', frontend.delete(backend, '/')).toReach(backend, {
    status: 405,
  });

  await lane.apply(written.manifest(558));

  await expect(frontend.delete(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await control('what the policy names passes', frontend.get(backend, '/')).toReach(backend);
  await control(
    'no policy of the namespace says DENY',
    reader.runs('kubectl get authorizationpolicies --no-headers -o custom-columns=NAME:.metadata.name,ACTION:.spec.action'),
  ).toPrint(/^backend-authz\s+<none>\s*$/);
});

claim('m1-ex7-matrix', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('POST / without the policy', frontend.post(backend, '/')).toReach(backend, { status: 405 });
  await control('GET /data without the policy', frontend.get(backend, '/data')).toReach(backend, { status: 200 });

  await lane.apply(written.manifest(558));

  await expect(frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/', { method: 'HEAD' })).toAnswer({ status: 403, header: ['server', 'envoy'] });
  await expect(frontend.get(backend, '/')).toReach(backend, { status: 200 });
});

claim('m1-ex7-path-exact', async ({ lane, control, expect, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('without the policy another path reaches the application', frontend.get(backend, '/index.html')).toReach(backend);

  await lane.apply(written.manifest(558));

  await expect(frontend.get(backend, '/index.html')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '//')).toBeRefused({ how: 'http-403', by: backend });
  await expect(frontend.get(backend, '/data/%2e%2e/data', { curl: ['--path-as-is'] })).toBeRefused({
    how: 'http-403',
    by: backend,
  });
  // what means / after the proxy's normalisation is / for the application too
  await expect(frontend.get(backend, '/./', { curl: ['--path-as-is'] })).toReach(backend);
  await expect(frontend.get(backend, '/?x=1')).toReach(backend);
});

claim('m1-ex7-sarah-audit', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const search = (verb: string, path: string) =>
    `kubectl logs deployment/backend -c istio-proxy --since=5m | grep '"\\?${verb} ${path} '`;
  const record = (verb: string, path: string) => reader.runs(search(verb, path));
  /** Asks once more before each look: the proxy may have been given the other record after the last request. */
  const recordAfter = (verb: string, path: string) =>
    reader.runs(
      `kubectl exec deployment/frontend -- curl -s -X ${verb} http://backend${path} > /dev/null; ${search(verb, path)}`,
    );
  const caller = `spiffe://cluster.local/ns/${lane.namespace}/sa/default`;
  await control('POST reaches the application before', frontend.post(backend, '/audit')).toReach(backend, { status: 405 });
  await lane.apply(written.manifest(558));
  await control('it is denied now', frontend.post(backend, '/audit')).toBeRefused({ how: 'http-403', by: backend });
  await control('and what the policy names is allowed', frontend.get(backend, '/')).toReach(backend);
  await control('the denied request is on record, with the decision', record('POST', '/audit')).toPrint(
    /"POST \/audit HTTP\/1\.1" 403 .*rbac_access_denied_matched_policy/,
  );
  await control('and so is the allowed one', record('GET', '/')).toPrint(/"GET \/ HTTP\/1\.1" 200 /);
  await expect(record('POST', '/audit')).toPrint(caller);

  // a connection made before keeps the record that its listener had then
  await lane.apply('fresh-connections.yaml');
  await lane.apply('log-with-identity.yaml');

  await control('denied again', frontend.post(backend, '/audit')).toBeRefused({ how: 'http-403', by: backend });
  await erratum(recordAfter('POST', '/audit')).toPrint(
    `caller ${caller}: POST /audit 403 rbac_access_denied_matched_policy[none]`,
  );
  await control('allowed again', frontend.get(backend, '/')).toReach(backend);
  await erratum(recordAfter('GET', '/')).toPrint(`caller ${caller}: GET / 200 via_upstream`);
});

claim('m1-cl-authz', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await lane.apply(written.manifest(558));
  await control('POST is denied before', frontend.post(backend, '/data')).toBeRefused({ how: 'http-403', by: backend });
  await control('GET is allowed before', frontend.get(backend, '/')).toReach(backend);

  const deletion = await lane.change(reader.runs(written.command()));

  await expect(deletion).toPrint(/authorizationpolicy\S* "backend-authz" deleted/);
  await expect(frontend.post(backend, '/data')).toReach(backend, { status: 405 });
});

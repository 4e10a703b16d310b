import { claim } from '#meshproof';

claim('m1-ex7-sarah-audit', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  const record = (verb: string, path: string) => backend.log(new RegExp(`"?${verb} ${path} `), 'istio-proxy');
  /** Sends a request before each look: the proxy may have received the new log format after the last request. */
  const recordAfter = (verb: string, path: string) => {
    const call = `kubectl exec deployment/frontend -- curl -s -o /dev/null -X ${verb} http://backend${path}`;
    return reader.lines([call, 'kubectl logs deployment/backend -c istio-proxy --since=5m'], new RegExp(`"?${verb} ${path} `));
  };
  const caller = `spiffe://[^/ ]+/ns/${lane.namespace}/sa/default`;
  await control('before the policy POST reaches the application', frontend.post(backend, '/audit')).toReach(backend, {
    status: 405,
  });
  await lane.apply(written.manifest('backend-authz'));
  await control('under the policy POST is denied', frontend.post(backend, '/audit')).toBeDeniedBy(backend);
  await control('under the policy GET is allowed', frontend.get(backend, '/')).toReach(backend);
  await control('the proxy’s log has the denied request and the decision', record('POST', '/audit')).toHold(
    /"POST \/audit HTTP\/1\.1" 403 .*rbac_access_denied_matched_policy/,
  );
  await control('the proxy’s log has the allowed request', record('GET', '/')).toHold(/"GET \/ HTTP\/1\.1" 200 /);
  await expect(backend.log('"POST /audit HTTP/1.1" 403 ', 'istio-proxy')).toHold(new RegExp(caller));

  // an open connection keeps the log format that its listener had at the start
  await lane.apply('fresh-connections.yaml');
  await lane.apply('log-with-identity.yaml');

  await control('with the new log format POST is still denied', frontend.post(backend, '/audit')).toBeDeniedBy(backend);
  await erratum(recordAfter('POST', '/audit')).toHold(
    new RegExp(`caller ${caller}: POST /audit 403 rbac_access_denied_matched_policy`),
  );
  await control('with the new log format GET is still allowed', frontend.get(backend, '/')).toReach(backend);
  await erratum(recordAfter('GET', '/')).toHold(new RegExp(`caller ${caller}: GET / 200 via_upstream`));
});

claim('m1-ts-grep-rbac', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, backend } = await lane.world('strict-pair');
  await control('before the policy POST reaches the application', frontend.post(backend, '/data')).toReach(backend, {
    status: 405,
  });

  await lane.apply(written.manifest('backend-authz'));

  await control('the policy denies POST', frontend.post(backend, '/data')).toBeDeniedBy(backend);
  await control('an allowed request passes', frontend.get(backend, '/')).toReach(backend);

  const documentsCommand = written.command().replace('<pod-name>', 'deployment/backend').replace('<app>', 'backend');
  const repeated = 'kubectl exec deployment/frontend -- curl -X POST http://backend/data';
  await control('the proxy’s log has the denied request', backend.log(' 403 ', 'istio-proxy')).toHold(
    /"POST \/data HTTP\/1\.1" 403 /,
  );
  const denial = /"POST \/data HTTP\/1.1" 403 .*rbac/;
  await expect(reader.runs(documentsCommand)).toPrint(denial);
  await erratum(reader.runs(`${repeated}; sleep 2; kubectl logs -l app=backend -c istio-proxy --tail=-1 | grep -i rbac`)).toPrint(
    denial,
  );
});

import { claim } from '#meshproof';

const identityOf = (target: string) =>
  `kubectl exec ${target} -c istio-proxy -- pilot-agent request GET certs 2>/dev/null | jq -r '.certificates[0].cert_chain[0].subject_alt_names[0].uri'`;

claim('m1-ex2-spiffe-each', async ({ lane, control, expect, erratum, reader }) => {
  const { frontend, backend } = await lane.world('identities');
  const ofBackend = reader.runs(identityOf('deployment/backend'));
  const ofFrontend = reader.runs(identityOf('deployment/frontend'));
  const ofStranger = reader.runs(identityOf('stranger'));
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  await control('the backend has the identity of its service account', ofBackend).toPrint(`/ns/${lane.namespace}/sa/default\n`);
  await control('a pod under another account has another identity', ofStranger).toPrint(`/ns/${lane.namespace}/sa/stranger\n`);
  await erratum(ofFrontend).toPrint(`/ns/${lane.namespace}/sa/default\n`);
  await expect(ofFrontend).toPrintNothingLike('/sa/default');
});

claim('m1-ex2-not-just-label', async ({ lane, control, expect, note, reader, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  const denied = { how: 'http-403', by: backend } as const;
  const before = await note(reader.runs(identityOf('stranger')));
  await control('the stranger is served before the policy', stranger.get(backend, '/')).toReach(backend);
  await lane.apply(written.manifest(558));
  await control('the stranger’s identity is kept out', stranger.get(backend, '/')).toBeRefused(denied);
  await control('the frontend’s identity is let in', frontend.get(backend, '/')).toReach(backend);

  await lane.label(stranger, { app: 'frontend' });

  await control(
    'Kubernetes selects the stranger by the new label',
    reader.runs('kubectl get pods -l app=frontend -o name'),
  ).toPrint('pod/stranger');
  await control('the backend’s pod has another identity', reader.runs(identityOf('deployment/backend'))).toDifferFrom(before);
  await expect(reader.runs(identityOf('stranger'))).toBe(before);
  await expect(stranger.get(backend, '/')).toBeRefused(denied);
});

claim('m1-ex2-mtls-by-default', async ({ lane, control, expect, erratum }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  await control('the frontend reaches the backend', frontend.get(backend)).toReach(backend);
  const clear = await lane.capture({ on: backend, during: outsider.get(backend) });
  await control('requests in plaintext can be read on the wire', clear.readable).toBe(5);
  const meshed = await lane.capture({ on: backend, during: frontend.get(backend) });
  await control('the frontend’s captured requests are answered', meshed.answered).toBe(5);
  await erratum(meshed.tlsRecords).toHold('application data');
  await erratum(meshed.readable).toBe(0);
  await erratum(outsider.get(backend)).toReach(backend);
  await expect(outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });

  await lane.apply('mtls-strict.yaml');

  await erratum(outsider.get(backend)).toBeRefused({ how: 'reset', by: backend });
  await control('the frontend is still served', frontend.get(backend)).toReach(backend);
});

/** Sends GET and POST in turn. The backend's sidecar logs the caller's port (one per connection) and its own decision. */
const twenty = `mark=in-turn-$RANDOM$RANDOM
kubectl exec deployment/frontend -c nginx -- sh -c "for i in \\$(seq 10); do for verb in GET POST; do curl -s -o /dev/null -A $mark -X \\$verb http://backend/; done; done"
until lines=$(kubectl logs deployment/backend -c istio-proxy --since=2m | grep $mark); [ $(echo "$lines" | wc -l) -ge 20 ]; do sleep 0.5; done
echo "$lines" | awk '{ all[$(NF-2)]; if ($5 == 200) served[$(NF-2)]; if ($5 == 403) denied[$(NF-2)] }
  END { for (one in all) { many++; if ((one in served) && (one in denied)) both++ }; print NR " requests on " many " connections, " both + 0 " of them with both decisions" }'`;

claim('m1-ex2-per-request', async ({ lane, control, expect, erratum, reader, written }) => {
  const { frontend, outsider, backend } = await lane.world('identities');
  const inTurn = reader.runs(twenty);
  await lane.apply(written.manifest(558));
  await lane.apply('mtls-strict.yaml');
  await control('plaintext is refused: every connection is mutual TLS', outsider.get(backend)).toBeRefused({
    how: 'reset',
    by: backend,
  });
  await control('the frontend is allowed to GET', frontend.get(backend, '/')).toReach(backend);
  await control('the frontend is not allowed to POST', frontend.post(backend, '/')).toBeRefused({ how: 'http-403', by: backend });
  await lane.apply('fresh-connections.yaml');
  await control('twenty requests on fresh connections count twenty connections', inTurn).toPrint('20 requests on 20 connections');

  await lane.remove('fresh-connections.yaml');

  await erratum(inTurn).toPrint(/^20 requests on [1-4] connections, [1-4] of them with both decisions\n$/);
  await expect(inTurn).toPrint('20 requests on 20 connections');
});

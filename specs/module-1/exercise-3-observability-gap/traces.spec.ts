import { claim } from '#meshproof';

/** Sends one call through the relay and compares the trace ids that both applications received. */
const traced = (path: string) => `mark=trace-$RANDOM$RANDOM
kubectl exec deployment/frontend -c nginx -- curl -s -m 10 -A $mark http://relay${path} >&2
for one in relay end; do until kubectl logs $one -c nginx | grep -q "^$mark at $one:"; do sleep 0.5; done; done
for one in relay end; do kubectl logs $one -c nginx | grep "^$mark at $one:" | cut -d: -f2; done | xargs | sed -E 's/^([0-9a-f]{16,32}) \\1$/one trace/; s/^[0-9a-f]{16,32} [0-9a-f]{16,32}$/two traces/'`;

claim('m1-ex3-c-traces', async ({ lane, control, expect, reader }) => {
  const { frontend } = await lane.world('traced');
  await lane.apply('relay.yaml');
  const ready = 'kubectl wait --for=condition=Ready pod/relay pod/end --timeout=50s';
  await control('both applications run', reader.runs(ready)).toSucceed();
  await control('the relay calls the end of the chain', frontend.get('http://relay/passed')).toAnswer({
    status: 200,
    body: 'end',
  });
  await control('calls with the headers passed on make one trace', reader.runs(traced('/passed'))).toPrint(/^one trace\n$/);
  await expect(reader.runs(traced('/dropped'))).toPrint(/^two traces\n$/);
});

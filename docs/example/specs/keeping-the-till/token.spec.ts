import { claim } from '#meshproof';

const dishwater = { headers: { Authorization: 'Bearer dishwater' } };

claim('till-token-apply-tokens', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such policy before', reader.runs('kubectl get requestauthentication tokens')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());
  await lane.change(reader.runs('kubectl delete requestauthentication tokens'));
});

claim('till-token-ask-everybody', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('another version is not served', reader.runs('kubectl get authorizationpolicies.v9.security.istio.io')).toFail({
    exit: 1,
    saying: "doesn't have a resource type",
  });
  await expect(reader.runs(`${written.command('apply-ask-everybody')} --dry-run=server`)).toBeCurrent();
});

claim('till-token-apply-ask-everybody-default', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  await control('there is no such policy before', reader.runs('kubectl get authorizationpolicy ask-everybody')).toFail({
    exit: 1,
    saying: 'NotFound',
  });
  const made = await lane.attempt(reader.runs(written.command()));
  await expect(made).toShow(written.output());
  await lane.change(reader.runs('kubectl delete authorizationpolicy ask-everybody'));
});

claim('till-token-who-shows-token', async ({ lane, control, expect, written }) => {
  const { till, clerk, cook } = await lane.world('till');
  await control('before it the bad token of the clerk is not looked at', clerk.get(till, '/get', dishwater)).toReach(till);
  await control('before it the bad token of the cook is not looked at', cook.get(till, '/get', dishwater)).toReach(till);

  await lane.apply(written.manifest('tokens'));

  await expect(clerk.get(till, '/get', dishwater)).toBeRefused({ how: 'http-401', by: till });
  await expect(cook.get(till, '/get', dishwater)).toBeRefused({ how: 'http-401', by: till });
  await control('under it a clerk without a token is served', clerk.get(till, '/get')).toReach(till);
});

claim('till-token-exec-clerk-curl', async ({ lane, control, expect, reader, written }) => {
  await lane.world('till');
  await control('before it the command prints another status', reader.runs(written.command())).toShow('dishwater: 200');

  await lane.apply(written.manifest('tokens'));

  await expect(reader.runs(written.command())).toShow(written.output());
});

claim('till-token-who-shows-token-served', async ({ lane, control, expect, written }) => {
  const { till, clerk, cook } = await lane.world('till');
  await lane.apply(written.manifest('tokens'));
  const bad = clerk.get(till, '/get', dishwater);
  await control('a bad token is refused', bad).toBeRefused({ how: 'http-401', by: till });
  await expect(clerk.get(till, '/get')).toReach(till);
  await expect(cook.get(till, '/get')).toReach(till);
});

claim('till-token-only-bearer-wants', async ({ lane, control, expect, written }) => {
  const { till, clerk, cook } = await lane.world('till');
  await lane.apply(written.manifest('tokens'));
  const bad = clerk.get(till, '/bearer', dishwater);
  await control('a bad token for /bearer is refused by the sidecar', bad).toBeRefused({ how: 'http-401', by: till });
  await expect(clerk.get(till, '/bearer')).toReach(till, { status: 401 });
  await expect(cook.get(till, '/bearer')).toReach(till, { status: 401 });
});

claim('till-token-who-shows-token-refused', async ({ lane, control, expect, written }) => {
  const { till, stores, clerk } = await lane.world('till');
  await lane.apply(written.manifest('tokens'));
  await control('without the policy a clerk is served without a token', clerk.get(till, '/get')).toReach(till);

  await lane.apply(written.manifest('ask-everybody'));

  await control('under it the clerk is served elsewhere', clerk.get(stores, '/get')).toReach(stores);
  await expect(clerk.get(till, '/get')).toBeDeniedBy(till);
});

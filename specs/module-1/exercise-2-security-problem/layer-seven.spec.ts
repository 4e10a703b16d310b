import { claim } from '#meshproof';

/** ES256 tokens of the issuer meshproof, valid until 2100. The private key is gone: nobody can sign another token. */
const head = 'eyJhbGciOiJFUzI1NiIsImtpZCI6InNwZWMiLCJ0eXAiOiJKV1QifQ';
const ofPayments = `${head}.eyJpc3MiOiJtZXNocHJvb2YiLCJzdWIiOiJhIiwidGVhbSI6InBheW1lbnRzIiwiZXhwIjo0MTAyNDQ0ODAwfQ.Uv-JltMHisealadk_Gww-lhjNWgZjSn8cEgY5a2VVJx4N7S4Vnck8Nr7xCV0nMuVh2MR3Ve4dOP9FfM9Qy2pig`;
const ofMarketing = `${head}.eyJpc3MiOiJtZXNocHJvb2YiLCJzdWIiOiJiIiwidGVhbSI6Im1hcmtldGluZyIsImV4cCI6NDEwMjQ0NDgwMH0.iwuylx4WUPPYutJ19_pLjJG3kB1QxMdfmumOmu1xfFWodgKeVxNg9tCz0wHvJOCN_cJzpx3rEmsJQzxFsDXEYw`;
/** A token of team payments that expired in 2020. */
const expired = `${head}.eyJpc3MiOiJtZXNocHJvb2YiLCJzdWIiOiJhIiwidGVhbSI6InBheW1lbnRzIiwiZXhwIjoxNTc3ODM2ODAwfQ.dwd4C_BK60EkVT23s2PC_svq8xeENQFZp6G_-8UkjAV7KRNU4SG_MSwYzYRhNLA7346pQxAeiIyjdyRddGdamg`;
const bearing = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

claim('m1-ex2-l7-headers', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('identities');
  const [a, b] = [{ headers: { 'x-team': 'a' } }, { headers: { 'x-team': 'b' } }];
  await control('before the policy the header does not matter', frontend.get(backend, '/', b)).toReach(backend);

  await lane.apply('team-header.yaml');

  await Promise.all([
    expect(frontend.get(backend, '/', b)).toBeDeniedBy(backend),
    expect(frontend.get(backend, '/')).toBeDeniedBy(backend),
  ]);
  await expect(frontend.get(backend, '/', a)).toReach(backend);

  await lane.remove('team-header.yaml');
  await control('without the policy the header does not matter again', frontend.get(backend, '/', b)).toReach(backend);
});

claim('m1-ex2-l7-jwt', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('identities');
  await control('before the policies a request without a token passes', frontend.get(backend, '/')).toReach(backend);
  await control('before the policies an expired token passes', frontend.get(backend, '/', bearing(expired))).toReach(backend);

  await lane.apply('tokens.yaml');

  await expect(frontend.get(backend, '/', bearing(expired))).toAnswer({ status: 401, body: 'Jwt is expired' });
  await expect(frontend.get(backend, '/', bearing('no.token.at-all'))).toAnswer({ status: 401, body: /Jwt/ });
  await control('a valid token passes', frontend.get(backend, '/', bearing(ofMarketing))).toReach(backend);
  await control('a request without a token passes', frontend.get(backend, '/')).toReach(backend);

  await lane.apply('team-payments.yaml');

  await Promise.all([
    expect(frontend.get(backend, '/', bearing(ofMarketing))).toBeDeniedBy(backend),
    expect(frontend.get(backend, '/')).toBeDeniedBy(backend),
  ]);
  await expect(frontend.get(backend, '/', bearing(ofPayments))).toReach(backend);
});

claim('m1-fw-complex-l7', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('identities');
  const both = { headers: { ...bearing(ofPayments).headers, 'x-team': 'a' } };
  const otherHeader = { headers: { ...both.headers, 'x-team': 'b' } };
  const otherToken = { headers: { ...bearing(ofMarketing).headers, 'x-team': 'a' } };
  await control('before the policies a request with another header passes', frontend.get(backend, '/', otherHeader)).toReach(
    backend,
  );
  await control('before the policies a request with another token passes', frontend.get(backend, '/', otherToken)).toReach(
    backend,
  );

  await lane.apply('tokens.yaml');
  await lane.apply('token-and-header.yaml');

  await Promise.all([
    expect(frontend.get(backend, '/', otherHeader)).toBeDeniedBy(backend),
    expect(frontend.get(backend, '/', otherToken)).toBeDeniedBy(backend),
  ]);
  await expect(frontend.get(backend, '/', both)).toReach(backend);
});

claim('m1-ex2-close-to-traffic', async ({ lane, control, expect, written }) => {
  const { frontend, stranger, backend } = await lane.world('identities');
  const decided = stranger.log('GET /decided ', 'istio-proxy');
  await control('before the policy the stranger reaches the application', stranger.get(backend, '/decided')).toReach(backend);
  await control('the stranger’s sidecar passed the served call on', decided).toHold(
    / 200 - via_upstream .*outbound\|80\|\|backend\./,
  );

  await lane.apply(written.manifest('backend-authz'));

  await expect(stranger.get(backend, '/decided')).toBeDeniedBy(backend);
  await control('an allowed call reaches the application', frontend.get(backend, '/')).toReach(backend);
  await control('the stranger’s sidecar passed the refused call on', decided).toHold(
    / 403 - via_upstream .*outbound\|80\|\|backend\./,
  );
});

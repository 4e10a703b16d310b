import { claim } from '#meshproof';

const selfMade = 'openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=frontend -keyout /tmp/key.pem -out /tmp/cert.pem';
/** Asks for the status only; the server's certificate is not what is tested here. */
const curl = "curl -sS -m 5 -o /dev/null -w '%{http_code}' --insecure --tls-max 1.2 --http1.1";
const issued = '--cert /etc/istio/proxy/cert-chain.pem --key /etc/istio/proxy/key.pem';

claim('m1-ex6-peer-verified', async ({ lane, control, expect }) => {
  const { frontend, backend, debug } = await lane.world('certificate-at-hand');
  const url = `https://backend.${lane.namespace}.svc.cluster.local:80/`;

  await control('plaintext is refused: STRICT is in force', debug.get(backend)).toBeRefusedAsPlaintextBy(backend);
  await control('a client with a certificate of the mesh is served', frontend.get(backend)).toReach(backend);
  await control(
    'curl with the certificate that the mesh issued is served',
    frontend.runs(`${curl} ${issued} ${url}`, 'istio-proxy'),
  ).toPrint('200');
  await expect(frontend.runs(`${curl} ${url}`, 'istio-proxy')).toExit(35);
  await expect(debug.get(url, '', { curl: ['--insecure', '--tls-max', '1.2'] })).toBeRefused({ how: 'tls' });
  await control('a client can make a certificate for itself', debug.runs(selfMade)).toSucceed();
  await expect(
    debug.get(url, '', { curl: ['--insecure', '--tls-max', '1.2', '--cert', '/tmp/cert.pem', '--key', '/tmp/key.pem'] }),
  ).toBeRefused({ how: 'tls' });

  await lane.apply('backend-istio-mutual.yaml');
  await control('a server with the demanded identity is accepted', frontend.get(backend)).toReach(backend);
  await lane.apply('backend-other-identity.yaml');
  await expect(frontend.get(backend, '', { maxTime: 5 })).toBeRefused({ how: 'http-503' });
});

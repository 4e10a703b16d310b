import { lab } from '#meshproof';

lab('HTTP/2 and gRPC’s trailers pass between sidecars', async ({ lane, control, expect }) => {
  const { client, h2, outsider } = await lane.world('h2');
  const call = (port: number) => `curl -sS -m 5 --http2-prior-knowledge -D - http://h2:${port}/`;
  const grpc = `${call(9000)} -X POST -H 'content-type: application/grpc' -H 'te: trailers' --data-binary ''`;
  await control('plaintext is refused: STRICT is in force', outsider.get(h2, '', { port: 8080 })).toBeRefused({ how: 'reset' });
  await control(
    'the server speaks nothing but HTTP/2',
    h2.runs('curl -sS -m 5 --http0.9 http://localhost:8080/'),
  ).toPrintNothingLike('over HTTP');
  await control(
    'the server sends the gRPC trailer to a client in its own pod',
    h2.runs(grpc.replace('//h2:', '//localhost:')),
  ).toPrint('grpc-status: 0');

  await expect(client.runs(call(8080))).toPrint(/^HTTP\/2 200[^]*over HTTP\/2\.0$/m);
  await expect(client.runs(grpc)).toPrint(/^HTTP\/2 200[^]*content-type: application\/grpc[^]*grpc-status: 0/m);
});

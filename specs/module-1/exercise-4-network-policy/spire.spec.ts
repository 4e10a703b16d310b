import { claim } from '#meshproof';

claim('m1-ex4-obj-spire', async ({ control, expect, needs, note, reader }) => {
  const { stdout: kinds } = await note(reader.runs('kubectl get crd -o name'));
  needs(
    'spire-api',
    kinds.includes('/certificates.cert-manager.io\n') && kinds.includes('/clusterspiffeids.spire.spiffe.io\n'),
    'the APIs of cert-manager and of SPIRE are not in this cluster',
  );
  await control('a certificate goes into a Secret', reader.runs('kubectl explain certificate.spec.secretName')).toPrint(
    'FIELD: secretName',
  );
  await expect(reader.runs('kubectl explain certificate.spec.renewBefore')).toPrint('FIELD: renewBefore');
  await expect(reader.runs('kubectl explain clusterspiffeid.spec.spiffeIDTemplate')).toPrint('FIELD: spiffeIDTemplate');
});

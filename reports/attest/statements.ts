import { agreement, type Agreement } from '../population.ts';
import type { Pack } from '../pack.ts';

const statementType = 'https://in-toto.io/Statement/v1';

export const predicateTypes = {
  testResult: 'https://in-toto.io/attestation/test-result/v0.1',
  reference: 'https://in-toto.io/attestation/reference/v0.1',
};

const digest = (sha256: string) => ({ sha256 });

const ids = ({ evidence }: Pack, ...wanted: Agreement[]) =>
  evidence.claims.filter((claim) => wanted.includes(agreement(claim))).map(({ id }) => id);

const components = ({ evidence: { run } }: Pack) =>
  run.environment.components.map(({ name, version, digest: of }) => ({
    name: `${name} ${version}`,
    ...(of?.startsWith('sha256:')
      ? { digest: digest(of.slice('sha256:'.length)) }
      : { annotations: { digest: of ?? 'unknown' } }),
  }));

/**
 * in-toto test-result: the documents (its subjects) were tested with this suite on this cluster.
 * Passed is what the ledger expects, an error of the documents included; warned is what it expects nothing of.
 */
export function testResult(pack: Pack): object {
  const { evidence } = pack;
  const { suite } = evidence.run;
  const [failed, warned] = [ids(pack, 'differs', 'inconclusive'), ids(pack, 'undecided')];
  return {
    _type: statementType,
    subject: evidence.documents.map(({ path, sha256 }) => ({ name: path, digest: digest(sha256) })),
    predicateType: predicateTypes.testResult,
    predicate: {
      result: failed.length > 0 ? 'FAILED' : warned.length > 0 ? 'WARNED' : 'PASSED',
      configuration: [
        { name: 'evidence.json', digest: digest(pack.root) },
        { name: 'meshproof', digest: { gitCommit: suite.commit }, annotations: { version: suite.version, dirty: suite.dirty } },
        ...components(pack),
      ],
      passedTests: ids(pack, 'as-expected'),
      warnedTests: warned,
      failedTests: failed,
    },
  };
}

/** in-toto reference: what belongs to this evidence.json: the list of the pack's files, and each claim by its hash. */
export function reference(pack: Pack, checksums: { name: string; sha256: string }, attester: string): object {
  return {
    _type: statementType,
    subject: [{ name: 'evidence.json', digest: digest(pack.root) }],
    predicateType: predicateTypes.reference,
    predicate: {
      attester: { id: `urn:meshproof:ed25519:${attester}` },
      references: [
        { name: checksums.name, downloadLocation: checksums.name, digest: digest(checksums.sha256), mediaType: 'text/plain' },
        ...[...pack.claimHashes].map(([id, sha256]) => ({
          name: id,
          downloadLocation: `index.html#${id}`,
          digest: digest(sha256),
          mediaType: 'application/json',
        })),
      ],
    },
  };
}

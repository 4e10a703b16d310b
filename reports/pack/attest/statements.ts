import { faultsOfRun, outcomeOf } from '../../../helpers/evidence/outcome.ts';
import type { Pack } from '../load.ts';

const statementType = 'https://in-toto.io/Statement/v1';

export const predicateTypes = {
  testResult: 'https://in-toto.io/attestation/test-result/v0.1',
  reference: 'https://in-toto.io/attestation/reference/v0.1',
};

const digest = (sha256: string) => ({ sha256 });

const components = ({ evidence: { run } }: Pack) =>
  run.environment.components.map(({ name, version, digest: of }) => ({
    name: `${name} ${version}`,
    ...(of?.startsWith('sha256:')
      ? { digest: digest(of.slice('sha256:'.length)) }
      : { annotations: { digest: of ?? 'unknown' } }),
  }));

/**
 * in-toto test-result: this suite tested the documents (its subjects) on this cluster. `passedTests` have the verdict that
 * the ledger expects, also where a document is wrong. The ledger expects nothing yet of `warnedTests`.
 */
export function testResult(pack: Pack): object {
  const { evidence } = pack;
  const { suite } = evidence.run;
  const { result, ids } = outcomeOf(evidence);
  const faults = faultsOfRun(evidence).map(({ name }) => name);
  const failed = [...ids.differs, ...ids.inconclusive, ...ids['no-result'], ...faults];
  return {
    _type: statementType,
    subject: evidence.documents.map(({ path, sha256 }) => ({ name: path, digest: digest(sha256) })),
    predicateType: predicateTypes.testResult,
    predicate: {
      result: result.toUpperCase(),
      configuration: [
        { name: 'evidence.json', digest: digest(pack.root) },
        { name: 'meshproof', digest: { gitCommit: suite.commit }, annotations: { version: suite.version, dirty: suite.dirty } },
        ...components(pack),
      ],
      passedTests: ids['as-expected'],
      warnedTests: ids.undecided,
      failedTests: failed,
    },
  };
}

/** in-toto reference: links evidence.json with the list of the pack's files and the hash of each claim. */
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

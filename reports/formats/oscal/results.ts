import type { ClaimEvidence, Evidence } from '../../../helpers/evidence/schema.ts';
import { faultsOfRun, outcomeOf } from '../../../helpers/evidence/outcome.ts';
import { artifactsOf, type Pack } from '../../pack/load.ts';
import { shortName } from '../../pack/population.ts';
import {
  backMatter,
  components,
  measured,
  metadata,
  objectiveId,
  oneLine,
  resourceOf,
  supported,
  uuidOf,
  uuids,
} from './common.ts';
import { reviewedControls } from './plan.ts';

const day = 24 * 60 * 60 * 1000;

/** Istio and Kubernetes release about every quarter, and an observation holds for the observed versions only. */
const validDays = 90;

const looked = new Set(['api-object', 'proxy-config', 'text']);

/** TEST where the suite caused an effect, EXAMINE where the suite only read existing state. */
const methods = ({ witnesses }: ClaimEvidence) => [
  witnesses.length > 0 && witnesses.every((one) => looked.has(one)) ? 'EXAMINE' : 'TEST',
];

const observationUuid = (evidence: Evidence, { id }: ClaimEvidence) => uuidOf('observation', evidence.run.id, id);

function observation(claim: ClaimEvidence, pack: Pack) {
  const { evidence } = pack;
  const collected = claim.observations.at(-1)?.at ?? evidence.run.finished;
  const ids = uuids(evidence);
  const artifacts = [...new Map(artifactsOf(claim).map((one) => [one.sha256, one])).values()].filter(
    ({ sha256 }) => !pack.missing.has(sha256),
  );
  return {
    uuid: observationUuid(evidence, claim),
    title: oneLine(`${claim.id}: ${claim.says}`),
    description: `${claim.verdict} (the ledger expects ${claim.expected}). ${claim.reason}`,
    props: [
      { name: 'claim-id', value: claim.id },
      { name: 'verdict', value: claim.verdict },
      { name: 'quoted-at', value: `${shortName(claim.document)}:${claim.line}` },
      { name: 'claim-sha256', value: pack.claimHashes.get(claim.id) ?? '' },
    ],
    methods: methods(claim),
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': ids.tool }] }],
    subjects: [{ 'subject-uuid': ids.cluster, type: 'component' }],
    'relevant-evidence': [
      { href: `#${ids.evidence}`, description: `The claim ${claim.id} in evidence.json: controls, change, observations` },
      ...artifacts.map(({ sha256, name }) => ({ href: `#${resourceOf(sha256)}`, description: name })),
    ],
    collected,
    expires: new Date(Date.parse(collected) + validDays * day).toISOString(),
  };
}

function finding(control: string, claims: readonly ClaimEvidence[], evidence: Evidence) {
  const verified = claims.filter(({ verdict }) => verdict === 'verified').length;
  const holds = verified === claims.length;
  return {
    uuid: uuidOf('finding', evidence.run.id, control),
    title: `Observations that support ${control}`,
    description: `${verified} of ${claims.length} measured claims proposed to support ${control} are verified. This supports an assessment of the control; it does not establish that the control is implemented.`,
    target: {
      type: 'objective-id',
      'target-id': objectiveId(control),
      status: {
        state: holds ? 'satisfied' : 'not-satisfied',
        remarks: 'Of the local objective in the assessment plan, not of the control itself.',
      },
    },
    'related-observations': claims.map((claim) => ({ 'observation-uuid': observationUuid(evidence, claim) })),
  };
}

/** OSCAL assessment results: an observation for each measured claim, a finding for each control that claims support. */
export function assessmentResults(pack: Pack) {
  const { evidence } = pack;
  const { run } = evidence;
  const { cluster, tool } = components(evidence);
  const observations = measured(evidence).map((claim) => observation(claim, pack));
  const findings = supported(evidence).map(([control, claims]) => finding(control, claims, evidence));
  const total = evidence.claims.length;
  return {
    'assessment-results': {
      uuid: uuidOf('assessment-results', run.id),
      metadata: metadata(evidence, 'What the cluster did with the claims of the training documents'),
      'import-ap': { href: 'assessment-plan.json' },
      results: [
        {
          uuid: uuidOf('result', run.id),
          title: `Run ${run.id}`,
          description: `${observations.length} of ${total} claims were measured; the run is ${run.status}: ${outcomeOf(evidence).result}.${faultsOfRun(
            evidence,
          )
            .map(({ name, reason }) => ` ${name}: ${reason}.`)
            .join('')}`,
          start: run.started,
          end: run.finished,
          'local-definitions': { components: [cluster, tool] },
          'reviewed-controls': reviewedControls(pack),
          ...(observations.length > 0 && { observations }),
          ...(findings.length > 0 && { findings }),
        },
      ],
      'back-matter': backMatter(pack, measured(evidence)),
    },
  };
}

import type { Pack } from '../../pack/load.ts';
import { plural } from '../../web/words.ts';
import { backMatter, components, controlId, metadata, objectiveId, supported, uuidOf, uuids } from './common.ts';

/** The local objective of a control: a narrow statement that a run can decide, never that the control is implemented. */
const objective = (control: string, count: number) =>
  `${plural(count, 'claim')} of the documents proposed to support ${control} hold when they are tried on the cluster.`;

/** The controls and objectives under review. OSCAL requires a selection, so no proposed control means "everything". */
export function reviewedControls({ evidence }: Pack) {
  const controls = supported(evidence);
  if (controls.length === 0) return { 'control-selections': [{ 'include-all': {} }] };
  return {
    'control-selections': [
      {
        description: 'Controls that measured claims are proposed to support (NIST SP 800-53 Rev. 5, PCI DSS 4.0)',
        'include-controls': controls.map(([control]) => ({ 'control-id': controlId(control) })),
      },
    ],
    'control-objective-selections': [
      { 'include-objectives': controls.map(([control]) => ({ 'objective-id': objectiveId(control) })) },
    ],
  };
}

/** OSCAL assessment plan: which claims are tried, where, and with which tool. */
export function assessmentPlan(pack: Pack) {
  const { evidence } = pack;
  const { run } = evidence;
  const { cluster, tool } = components(evidence);
  const ids = uuids(evidence);
  const objectives = supported(evidence).map(([control, claims]) => ({
    'control-id': controlId(control),
    description: `Local objective for ${control}`,
    parts: [{ id: objectiveId(control), name: 'objective', prose: objective(control, claims.length) }],
  }));
  return {
    'assessment-plan': {
      uuid: uuidOf('assessment-plan', run.id),
      metadata: metadata(evidence, 'Claims of the training documents, tried on a cluster'),
      'import-ssp': {
        href: `#${ids.evidence}`,
        remarks: 'There is no system security plan: the system is a lab, described in full by run.environment of evidence.json.',
      },
      'local-definitions': { components: [cluster], ...(objectives.length > 0 && { 'objectives-and-methods': objectives }) },
      'reviewed-controls': reviewedControls(pack),
      'assessment-subjects': [{ type: 'component', 'include-subjects': [{ 'subject-uuid': ids.cluster, type: 'component' }] }],
      'assessment-assets': {
        components: [tool],
        'assessment-platforms': [
          { uuid: ids.platform, title: 'The machine that ran the suite', 'uses-components': [{ 'component-uuid': ids.tool }] },
        ],
      },
      tasks: [
        {
          uuid: uuidOf('task', run.id),
          type: 'action',
          title: 'Try every selected claim: control, change, observation',
          description: `Selection: ${run.selection}. A claim without a control that could have failed gets no verdict.`,
          timing: { 'within-date-range': { start: run.started, end: run.finished } },
        },
      ],
      'back-matter': backMatter(pack, []),
    },
  };
}

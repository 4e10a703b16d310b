import type { Notices } from '../../helpers/evidence/notices.ts';
import type { Artifact } from '../../helpers/evidence/schema.ts';
import type { RawFiles } from './rawFiles.ts';

const measured = {
  at: '2026-01-01T03:04:05Z',
  commit: '0123456789ab',
  kubernetes: 'v1.36.3',
  istio: '1.31.0',
  proxy: 'envoy 1.40.0',
};

/** What the suite of the sample was last measured to notice. */
export const sampleNotices: Notices = {
  schema: 'meshproof/notices/v1',
  worlds: [
    {
      name: 'networkpolicies-toothless',
      says: 'every NetworkPolicy admits everything',
      instrument: false,
      noticed: ['m9-ex4-attacker-blocked', 'm9-ex4-gone'],
      unnoticed: [{ claim: 'm9-ex6-encrypted', why: 'stayed verified' }],
      ...measured,
    },
  ],
  instruments: {
    ...measured,
    failures: [
      { failure: 'missing', claims: 7, inconclusive: 7, kept: [], same: 0 },
      { failure: 'stale', claims: 7, inconclusive: 6, kept: ['m9-ex6-tls-check'], same: 2 },
    ],
    readings: [{ witness: 'client', statements: 20, unread: 20 }],
  },
};

export const addNotices = (raw: RawFiles): Artifact => raw.add('noticed.json', JSON.stringify(sampleNotices), 'application/json');

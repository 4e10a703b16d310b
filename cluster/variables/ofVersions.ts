import type { Given } from './given.ts';

/** Variables of what several machines make, or what compares releases; `make help` reads these lines too. */
export const ofVersions: Record<string, Given> = {
  FROM: {
    takes: '<release>',
    says: 'the release of Istio that the claims were last measured on, such as 1.30.4',
    targets: ['radar'],
    common: true,
  },
  TO: {
    takes: '<release>',
    says: 'the newer release of Istio, whose notes are read',
    targets: ['radar'],
    common: true,
  },
  CELL: {
    takes: '<n>/<of>',
    says: 'only this cell of the matrix, such as 2/4: one job each',
    targets: ['matrix'],
    common: true,
  },
  SHARD: {
    takes: '<part>/<of>',
    says: 'one part of the run, such as 1/4, where several machines make it',
    targets: ['verify', 'test'],
    common: true,
  },
  PACKS: {
    takes: '<folder> or <pack>,<pack>',
    says: 'no run: packs that other machines made, of which a matrix or one pack is made; for a radar a pack of FROM and one of TO',
    targets: ['matrix', 'merge', 'radar'],
    common: true,
  },
  LINK: {
    takes: '<address>',
    says: 'where the packs of a matrix are published: links to them begin with it',
    targets: ['matrix'],
    common: true,
  },
};

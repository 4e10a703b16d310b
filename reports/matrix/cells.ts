import { versionsOf } from '../../helpers/evidence/versionsOf.ts';
import { outcomeOf } from '../../helpers/evidence/outcome.ts';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { partOf, type MatrixRecord } from '../../helpers/matrix/record.ts';
import { countVerdicts } from '../pack/population.ts';
import type { Cell } from './schema.ts';

/** A cell of the matrix with what its pack has. */
export interface Source {
  wish: MatrixRecord['cells'][number]['wish'];
  says?: string;
  evidence?: Evidence;
  /** Address of the pack's index.html. */
  href: string;
  /** What the verifier says of the pack. */
  problems: readonly string[];
  signer?: string;
}

const names = {
  istio: 'Istio',
  kubernetes: 'Kubernetes',
  envoy: 'Envoy',
  compatibility: 'defaults of Istio',
  provider: 'provider',
};
type Axis = keyof typeof names;

const wished: Record<string, Axis> = partOf;

/** What was measured; of a cell without a pack, what was asked for. */
function axesOf({ evidence, wish }: Source): Partial<Record<Axis, string>> {
  if (evidence) return { ...versionsOf(evidence.run.environment), provider: evidence.run.environment.provider };
  return Object.fromEntries(Object.entries(wish).map(([name, value]) => [wished[name] ?? name, value]));
}

type Axes = Partial<Record<Axis, string>>;

/** The defaults that istiod keeps, where these are another release's. */
const kept = ({ istio, compatibility }: Axes) => (compatibility === istio ? undefined : compatibility);

/** The versions by which the cells differ, in words; Istio and Kubernetes where they are all the same. */
function titles(sources: readonly Source[]): string[] {
  const all = sources.map(axesOf).map((one): Axes => ({ ...one, compatibility: kept(one) }));
  const distinct = (of: (one: Axes) => string | undefined) => new Set(all.flatMap((one) => of(one) ?? [])).size;
  const varies = (axis: Axis) => distinct((one) => (axis === 'compatibility' ? (one[axis] ?? 'its own') : one[axis])) > 1;
  // each Istio comes with an Envoy of its own
  const envoyFollows =
    varies('istio') && distinct(({ istio, envoy }) => envoy && `${istio} ${envoy}`) <= distinct(({ istio }) => istio);
  const varying = (Object.keys(names) as Axis[]).filter((axis) => varies(axis) && !(axis === 'envoy' && envoyFollows));
  const shown: Axis[] = varying.length > 0 ? varying : ['istio', 'kubernetes'];
  const words = (one: Axes, axes: readonly Axis[]) => axes.flatMap((axis) => (one[axis] ? [`${names[axis]} ${one[axis]}`] : []));
  return all.map((one) => {
    const own = words(one, shown);
    return (own.length > 0 ? own : words(one, ['istio', 'kubernetes'])).join(', ') || 'unknown versions';
  });
}

export function cellsOf(sources: readonly Source[]): Cell[] {
  const words = titles(sources);
  return sources.map((source, index) => {
    const { wish, says, evidence, href, problems, signer } = source;
    const shared = { title: words[index] ?? '', wish, ...(says && { says }) };
    if (!evidence) return { ...shared, exit: 2 };
    const { run, claims } = evidence;
    const { commit, dirty } = run.suite;
    return {
      ...shared,
      // what was altered since it was signed proves nothing
      exit: problems.length > 0 ? 2 : outcomeOf(evidence).exit,
      run: {
        id: run.id,
        started: run.started,
        finished: run.finished,
        status: run.status,
        selection: run.selection,
        suite: `${commit}${dirty ? '+' : ''}`,
        provider: run.environment.provider,
        versions: versionsOf(run.environment),
        href,
        counts: countVerdicts(claims),
        ...(signer && { signer }),
        problems: [...problems],
      },
    };
  });
}

/** Why verdicts of two cells may differ for another reason than their versions. */
export function notesOf(sources: readonly Source[]): string[] {
  const packs = sources.flatMap(({ evidence }) => evidence ?? []);
  const several = (what: string, of: (evidence: Evidence) => string) => {
    const values = new Set(packs.map(of));
    return values.size > 1 ? [`${what} differ between the cells: a verdict may differ for that reason.`] : [];
  };
  return [
    ...several('The suites', ({ run: { suite } }) => `${suite.commit} ${suite.dirty}`),
    ...several('The documents', ({ documents }) => documents.map(({ path, sha256 }) => `${path} ${sha256}`).join('\n')),
    ...several('The claims that were selected', ({ run }) => run.selection),
  ];
}

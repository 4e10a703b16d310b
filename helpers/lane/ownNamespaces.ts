import { Inconclusive } from '../errors.ts';
import { isOurs } from '../kube/bounds.ts';
import { nameOf, parseManifests, type Manifest } from '../kube/objects.ts';
import { NotServed, pathOf } from '../kube/resources.ts';
import { bodiesIn } from './localise.ts';
import { namespaceNamedIn } from './namespaceOption.ts';

/** The lane's namespaces, and the file that works in them. */
interface Owner {
  own: readonly string[];
  specFile: string;
}

/** A file of its own that runs alone, after all others. */
const runsAlone = (specFile: string) => specFile.endsWith('.serial.spec.ts');

/** What to do about a namespace that is none of the lane's. */
const remedy = (namespace: string) =>
  `If the document means a namespace of its own, declare its role in the ledger (namespaces: { ${namespace}: lane }). What acts on all lanes needs a file named <name>.serial.spec.ts, which runs alone.`;

/**
 * In a cluster that is not ours the API server's bounds refuse the same (kube/bounds.ts).
 *
 * @throws {Inconclusive} where an object would be made outside of the lane, beside the claims of others, or is the lane itself
 */
export async function mustBeInLane(objects: readonly Manifest[], { own, specFile }: Owner): Promise<void> {
  if (!(await isOurs())) return;
  for (const object of objects) {
    const { name = '', namespace = '' } = object.metadata ?? {};
    if (object.kind === 'Namespace' && own.includes(name))
      throw new Inconclusive(
        `${nameOf(object)} is the lane’s own, which its world makes and its end removes: change it by a reader’s command.`,
      );
    if (own.includes(namespace) || runsAlone(specFile)) continue;
    throw new Inconclusive(
      `${nameOf(object)} is for the namespace ${namespace}, which is none of this lane’s: nothing was sent. ${remedy(namespace)}`,
    );
  }
}

const verbs = 'apply|create|delete|patch|label|annotate|scale|set|edit|replace|rollout\\s+(?:restart|undo)|run|expose|autoscale';
const flags = String.raw`(?:\s+(?:-n\s*\S+|--(?:context|namespace|kubeconfig)\s+\S+|-\S+))*`;
const changing = new RegExp(
  String.raw`(?<![\w./-])(?:kubectl|oc)${flags}\s+(?:${verbs})(?=\s)(?:\\\n|'[^']*'|"[^"]*"|[^;|&\n])*`,
  'g',
);

/**
 * A reader's command that says by its own words that it changes what is outside of the lane, beside the claims of others.
 *
 * @throws {Inconclusive} by the first such words
 */
export async function mustChangeLane(command: string, { own, specFile }: Owner): Promise<void> {
  const calls = [...command.matchAll(changing)].map(([call]) => call.split(/\s--\s/)[0] ?? '');
  if (calls.length === 0 || runsAlone(specFile) || !(await isOurs())) return;
  const placed = bodiesIn(command)
    .flatMap(manifestsIn)
    .filter(({ metadata }) => metadata?.namespace !== undefined);
  await mustBeInLane(placed, { own, specFile });
  for (const call of calls) {
    if (/\s--dry-run\b/.test(call)) continue;
    const namespace = namespaceNamedIn(call);
    const everywhere = /\s(?:-A|--all-namespaces)(?=\s|$)/.test(call);
    if (!everywhere && (namespace === undefined || own.includes(namespace))) continue;
    const where = everywhere ? 'all namespaces' : `the namespace ${namespace}, which is none of this lane’s`;
    throw new Inconclusive(`"${call.trim()}" changes ${where}: nothing was run. ${remedy(namespace ?? 'foo')}`);
  }
}

function manifestsIn(body: string): Manifest[] {
  try {
    return parseManifests(body, 'here-document');
  } catch {
    // a script or another text: its kubectl refuses it
    return [];
  }
}

/** Whether an object stays when the lane's namespaces are removed. */
export async function outlives({ apiVersion = '', kind = '', metadata }: Manifest, own: readonly string[]): Promise<boolean> {
  const path = await pathOf(apiVersion, kind, metadata?.namespace).catch((error: unknown) => {
    // with its kind the API server has removed the object
    if (error instanceof NotServed) return undefined;
    throw error;
  });
  return path !== undefined && !own.some((namespace) => path.includes(`/namespaces/${namespace}/`));
}

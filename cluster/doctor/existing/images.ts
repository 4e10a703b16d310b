import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../../host/names.ts';
import { poll, TimedOut } from '../../host/poll.ts';
import { yamlValues } from '../../host/yaml.ts';
import type { Ask } from '../../kube/ask.ts';
import { mirrored } from '../../records/imageMirror.ts';
import { type Check, check } from '../check.ts';

type Environment = Record<string, string | undefined>;

/** The images of the workloads that worlds are made of, as a lane asks for them. */
export async function workloadImages(env: Environment): Promise<string[]> {
  const folder = join(checkout, 'fixtures/workloads');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
  const objects = await Promise.all(files.map(async (file) => yamlValues(await readFile(join(folder, file), 'utf8'), file)));
  return [...new Set(objects.flat().flatMap(imagesOf))].sort().map((image) => mirrored(image, env));
}

function imagesOf(object: any): string[] {
  const spec = object?.kind === 'Pod' ? object.spec : object?.spec?.template?.spec;
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ image }: { image: string }) => image);
}

const name = 'images';

/** A pod in which each image is asked for once; none of them has to do anything. */
const podOf = (images: readonly string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { 'sidecar.istio.io/inject': 'false' } },
  spec: {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    containers: images.map((image, index) => ({ name: `image-${index}`, image, command: ['sh', '-c', 'exit 0'] })),
  },
});

/** The kubelet's reasons for a container that waits for its image in vain (pkg/kubelet/images). */
const inVain = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'ImageInspectError'];

type Status = { image: string; imageID?: string; state?: { waiting?: { reason?: string; message?: string } } };

/** Whether the nodes get the images of our workloads: a pod of them is made in a lane, and goes with it. */
export async function imageCheck(
  ask: Ask,
  namespace: string,
  images: readonly string[],
  signal: AbortSignal,
  timeoutMs = 120_000,
): Promise<Check> {
  const base = `/api/v1/namespaces/${namespace}/pods`;
  const made = await ask(base, { method: 'POST', body: podOf(images) });
  const remedy = 'Have the nodes get them, or name a registry that has them: IMAGES=<registry>/<prefix>.';
  if (made.status !== 201) return check(name, 'fail', `no pod can ask for them: ${made.body?.message ?? made.status}`, remedy);
  let lacking: string[] = [];
  let open: string[] = [];
  const look = async () => {
    const found = ((await ask(`${base}/${name}`)).body?.status?.containerStatuses ?? []) as (Status & { name: string })[];
    const of = (index: number) => found.find((one) => one.name === `image-${index}`);
    lacking = images.flatMap((image, index) => {
      const waiting = of(index)?.state?.waiting;
      return inVain.includes(waiting?.reason ?? '') ? [`${image} (${waiting?.message ?? waiting?.reason})`] : [];
    });
    open = images.filter((_, index) => !of(index)?.imageID && !inVain.includes(of(index)?.state?.waiting?.reason ?? ''));
    return { done: open.length === 0, says: `waiting for ${open.join(', ')}` };
  };
  try {
    await poll(look, { what: 'images', timeoutMs, signal });
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
  }
  if (lacking.length) return check(name, 'fail', `cannot be had: ${lacking.join('; ')}`, remedy);
  if (open.length)
    return check(
      name,
      'warn',
      `not there after ${timeoutMs / 1000} s: ${open.join(', ')}`,
      'Look again later: they may be on their way.',
    );
  return check(name, 'ok', `a node got all ${images.length} of our workloads`);
}

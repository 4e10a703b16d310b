import { execa } from 'execa';
import { z } from 'zod';
import { InfrastructureError } from '../../../../host/errors.ts';

const repository = 'localhost/meshproof';
const listed = z.array(z.object({ Names: z.array(z.string()).nullish(), Digest: z.string() }));

/** The name of the image that a step makes. */
export function imageTag(step: string, key: string): string {
  return `${repository}/${step}:${key}`;
}

/**
 * Every image that a build has made: name → digest (`sha256:…`). Empty where there is no Podman yet.
 *
 * @throws InfrastructureError when Podman is there and doesn't answer
 */
export async function builtImages(env: Record<string, string> = {}): Promise<Map<string, string>> {
  const result = await execa('podman', ['images', '--format', 'json', '--filter', `reference=${repository}/*`], {
    env,
    reject: false,
  });
  if (result.code === 'ENOENT') return new Map();
  if (result.failed) {
    throw new InfrastructureError(`Podman cannot list its images:\n  ${result.stderr}`, { remedy: 'Run `make doctor`.' });
  }
  const images = listed.parse(JSON.parse(result.stdout || '[]'));
  return new Map(images.flatMap(({ Names, Digest }) => (Names ?? []).map((name) => [name, Digest] as const)));
}

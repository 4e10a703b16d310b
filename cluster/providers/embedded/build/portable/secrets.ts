import { execa } from 'execa';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InfrastructureError } from '../../../../host/errors.ts';

const manifestSchema = z.object({ layers: z.array(z.object({ digest: z.string() })) });

/** A user in an address, or an entry of auth.conf. */
const credentials = /:\/\/[^\s/@]+@|^\s*machine\s+\S+[\s\S]*?\b(login|password)\s/m;

/** Whether settings of apt hold a user or a password. */
export const holdsCredentials = (text: string): boolean => credentials.test(text);

/**
 * The Debian root takes over where this machine's apt gets its packages, which may be an address with a password in it.
 *
 * @throws InfrastructureError when it is
 */
export async function requireNoCredentials(layout: string, digest: string): Promise<void> {
  const blob = (one: string) => join(layout, 'blobs', ...one.split(':'));
  const { layers } = manifestSchema.parse(JSON.parse(readFileSync(blob(digest), 'utf8')));
  for (const layer of layers) {
    const wanted = ['etc/apt/*', './etc/apt/*'];
    const args = ['--extract', '--to-stdout', `--file=${blob(layer.digest)}`, '--wildcards', ...wanted];
    // a pattern that nothing matches makes tar fail: both spellings are never there
    const { stdout } = await execa('tar', args, { reject: false });
    if (!holdsCredentials(stdout)) continue;
    throw new InfrastructureError('The Debian root of the images holds credentials of apt (etc/apt): nothing was packed.', {
      remedy: 'Give apt an address without user and password, remove the images (`podman rmi`), and build again.',
    });
  }
}

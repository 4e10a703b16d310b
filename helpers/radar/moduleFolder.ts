import { execa } from 'execa';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { findTool } from '../../cluster/host/tools.ts';
import { InfrastructureError } from '../errors.ts';
import { jsonIn } from '../json.ts';

const answer = z.object({ Dir: z.string().optional(), Error: z.string().optional() });

/**
 * The folder with the files of a version of istio.io/istio, downloaded once by Go into its own cache.
 *
 * @throws {InfrastructureError} where there is no Go, or Go cannot bring the module
 */
export async function moduleFolder(version: string, path = process.env.PATH ?? ''): Promise<string> {
  const module = `istio.io/istio@${version}`;
  const go = findTool('go', path);
  if (!go)
    throw new InfrastructureError(`There is no Go on PATH, which brings ${module}.`, {
      remedy: 'Install Go (Debian: apt-get install golang-go), or put it on PATH.',
    });
  // outside of any module, whose go.mod would have a say
  const env = { GOTOOLCHAIN: 'local', GOWORK: 'off', GOFLAGS: '' };
  const {
    stdout,
    stderr,
    shortMessage = '',
  } = await execa(go, ['mod', 'download', '-json', module], { cwd: tmpdir(), env, reject: false });
  const { Dir, Error: said } = answer.safeParse(jsonIn(stdout)).data ?? {};
  if (Dir !== undefined) return Dir;
  throw new InfrastructureError(`Go cannot bring ${module}: ${said ?? (stderr || shortMessage)}`, {
    remedy: `See that its module proxy can be reached (go env GOPROXY), then try: go mod download ${module}`,
  });
}

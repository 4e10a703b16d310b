import { validateAction, validateWorkflow } from '@action-validator/core';
import { execa } from 'execa';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../helpers/root.ts';

// these start the systems' own linters, and the machine may be busy
vi.setConfig({ testTimeout: 120_000 });

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflows = [...globSync('.github/workflows/*.yml', { cwd: root }), ...globSync('docs/ci/github/*.yml', { cwd: root })];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ci-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('the action and the workflows fit GitHub’s schemas', () => {
  expect(validateAction(read('action.yml')).errors).toEqual([]);
  for (const path of workflows) expect(validateWorkflow(read(path)).errors, path).toEqual([]);
  expect(validateAction(read('action.yml').replace('using: composite', 'using: wood')).errors).not.toEqual([]);
});

test('actionlint finds nothing in the workflows', async () => {
  // what else is installed here must not decide
  const linter = ['tool', 'actionlint', '-shellcheck=', '-pyflakes='];
  const cwd = join(root, '.ci/actionlint');
  const env = { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const wrong = join(folder(), 'wrong.yml');
  writeFileSync(wrong, read('.github/workflows/gate.yml').replace('inputs.runner', 'inputs.walker'));
  const paths = workflows.map((path) => join(root, path));
  // its findings are on standard output; on a new machine Go says on standard error what it downloads
  expect((await execa('go', [...linter, ...paths], { cwd, env })).stdout).toBe('');
  expect((await execa('go', [...linter, wrong], { cwd, env, reject: false })).stdout).toContain(
    'property "walker" is not defined',
  );
});

const parts = ['action.yml', ...workflows].flatMap((path) => {
  const lines = read(path).split('\n');
  return lines.flatMap(
    (line) =>
      /uses: (?!\.\/|OWNER\/)(.*)/
        .exec(line)
        ?.slice(1)
        .map((uses) => ({ path, uses })) ?? [],
  );
});

test.for(parts)('$path names $uses by its commit, with the version beside it', ({ uses }) => {
  expect(uses).toMatch(/^[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.for(workflows)('%s gives no job more than it says, and keeps no token beside the change’s code', (path) => {
  const { permissions, jobs } = parse(read(path)) as { permissions: unknown; jobs: Record<string, Record<string, any>> };
  expect(permissions).toEqual({});
  for (const [name, job] of Object.entries(jobs)) {
    expect(job.permissions, name).toBeDefined();
    const checkouts = (job.steps ?? []).filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    for (const { with: given } of checkouts) expect(given['persist-credentials']).toBe(false);
    const writes = Object.values(job.permissions as Record<string, string>).includes('write');
    if (writes) expect(checkouts).toEqual([]);
  }
});

test('the action compiles with a Go that the build takes', () => {
  const numbers = (version: string) => version.split('.').map(Number);
  const { go } = parse(read('cluster/versions.yaml')) as { go: { oldest: string } };
  const [major, minor, patch = 0] = numbers(/go-version: (\S+)/.exec(read('action.yml'))?.[1] ?? '');
  const [oldMajor, oldMinor, oldPatch = 0] = numbers(go.oldest);
  expect([major, minor]).toEqual([oldMajor, oldMinor]);
  expect(patch).toBeGreaterThanOrEqual(oldPatch);
});

test('the GitLab component fits GitLab’s schema, and its inputs are checked', async () => {
  const cwd = folder();
  const git = (...args: string[]) => execa('git', args, { cwd });
  await git('init', '--quiet');
  await git('remote', 'add', 'origin', 'git@example.com:group/content.git');
  mkdirSync(join(cwd, 'templates'));
  copyFileSync(join(root, 'docs/ci/gitlab/templates/gate.yml'), join(cwd, 'templates/gate.yml'));
  const example = parse(read('docs/ci/gitlab/example.yml')) as { include: { inputs: Record<string, unknown> }[] };
  const preview = async (inputs: Record<string, unknown> | undefined) => {
    writeFileSync(join(cwd, '.gitlab-ci.yml'), JSON.stringify({ include: [{ local: '/templates/gate.yml', inputs }] }));
    await git('add', '.');
    return execa('gitlab-ci-local', ['--preview'], { cwd, reject: false, all: true });
  };
  const inputs = example.include[0]?.inputs;
  const { all, exitCode, stdout } = await preview(inputs);
  expect(all).toContain('json schema validated');
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('$[[');
  expect((await preview({ ...inputs, ref: 'main' })).all).toContain('does not match required regex');
  expect((await preview({ ...inputs, timeout: ['1h'] })).exitCode).not.toBe(0);
});

/** A checkout whose targets end as they are told. */
async function gate(target: string, status: number, env: Record<string, string> = {}) {
  const cwd = folder();
  mkdirSync(join(cwd, '.ci'));
  copyFileSync(join(root, '.ci/gate.sh'), join(cwd, '.ci/gate.sh'));
  const latest = target === 'gate' ? 'reports/out/gate' : 'reports/out';
  const make = [`mkdir -p ${latest}/run`, `ln -sfn run ${latest}/latest`, `exit ${status}`].join(' && ');
  writeFileSync(join(cwd, 'Makefile'), `${target}:\n\t@${make}\n`);
  const output = join(cwd, 'output');
  const run = await execa('bash', ['.ci/gate.sh'], {
    cwd,
    env: { GITHUB_OUTPUT: output, RESULT_FILE: '', ...env },
    reject: false,
  });
  return { cwd, status: run.exitCode, output: readFileSync(output, 'utf8'), run: () => execa('bash', ['.ci/gate.sh'], { cwd }) };
}

test.for([
  [0, 'may-land'],
  [1, 'may-not-land'],
  [2, 'nothing-learned'],
  [3, 'wrong-use'],
  [130, 'nothing-learned'],
] as const)('a gate that ends %i tells %s and where its files are', async ([ends, result]) => {
  const { cwd, status, output } = await gate('gate', ends, { PULL_REQUEST: '7' });
  expect(status).toBe(ends);
  expect(output).toBe(`result=${result}\nfolder=${join(cwd, 'reports/out/gate/run')}\n`);
  expect(readFileSync(join(cwd, 'reports/out/gate/run/pull-request.txt'), 'utf8')).toBe('7\n');
});

test.for<Record<string, string>>([{ EVERYTHING: 'true' }, { CLAIMS: 'm1-*' }])(
  '%o runs make verify, whose pack is left as it is',
  async (env) => {
    const { cwd, output } = await gate('verify', 0, { PULL_REQUEST: '7', ...env });
    expect(output).toBe(`result=may-land\nfolder=${join(cwd, 'reports/out/run')}\n`);
    expect(globSync('reports/out/run/*', { cwd })).toEqual([]);
  },
);

test('the folder of an earlier run is not told as this one’s', async () => {
  const { run } = await gate('gate', 0);
  expect((await run()).stdout).toBe('gate: may-land');
});

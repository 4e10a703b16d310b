import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lineDisplay } from './display.ts';
import { contentKeys } from './keys.ts';
import { type Build, runBuild } from './run.ts';
import type { Step } from './step.ts';
import { Store } from './store.ts';
import { Tally } from './tally.ts';

// these start processes, and the machine may be busy
vi.setConfig({ testTimeout: 60_000 });

let root: string;
let lines: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  lines = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shell = (name: string, script: string, more: Partial<Step> = {}): Step => ({
  name,
  makes: 'folder',
  pool: 'compile',
  seconds: 1,
  commands: [{ argv: ['sh', '-c', script] }],
  ...more,
});

function buildOf(steps: Step[]): Build {
  return { store: new Store(join(root, 'store')), steps, keys: contentKeys(steps, root), root, env: {} };
}

async function run(steps: Step[], signal: AbortSignal = new AbortController().signal): Promise<string[]> {
  const build = buildOf(steps);
  mkdirSync(build.store.root, { recursive: true });
  build.store.dropUnfinished();
  const pending = steps.filter(({ name }) => !build.store.has(name, build.keys.get(name) ?? ''));
  const slots = { compile: 2, transfer: 2 };
  const expected = ({ seconds }: Step) => seconds;
  const display = lineDisplay((line) => lines.push(line));
  await runBuild(build, pending, { slots, expected, tally: new Tally(pending, slots, expected), display, signal });
  return pending.map(({ name }) => name);
}

const result = (steps: Step[], name: string, file: string) => {
  const { store, keys } = buildOf(steps);
  return join(store.folder(name, keys.get(name) ?? ''), file);
};

test('steps get the results of others, and nothing runs twice', async () => {
  const steps = [shell('word', 'echo hello > {out}/word'), shell('shout', 'tr a-z A-Z < {folder:word}/word > {out}/word')];
  expect(await run(steps)).toEqual(['word', 'shout']);
  expect(readFileSync(result(steps, 'shout', 'word'), 'utf8')).toBe('HELLO\n');
  expect(await run(steps)).toEqual([]);
  expect(lines.at(-1)).toMatch(/^\[2\/2\] shout done in \d+ s, about 0 s left$/);
});

test('a result that lost a file is made again', async () => {
  const steps = [shell('pair', 'echo a > {out}/a; echo b > {out}/b')];
  await run(steps);
  rmSync(result(steps, 'pair', 'b'));
  expect(await run(steps)).toEqual(['pair']);
  expect(readFileSync(result(steps, 'pair', 'b'), 'utf8')).toBe('b\n');
});

test('a failed step leaves nothing under its name, keeps the others, runs its clean-up and shows the end of its output', async () => {
  const cleanup = [{ argv: ['touch', '{here}/cleaned'] }];
  const steps = [
    shell('good', 'touch {out}/x'),
    shell('bad', 'touch {out}/half; echo no space; exit 3', { cleanup, after: ['good'] }),
  ];
  await expect(run(steps)).rejects.toThrow(/Build step bad: .* ended 3:\n(.|\n)*no space/);
  expect(existsSync(result(steps, 'bad', ''))).toBe(false);
  expect(existsSync(join(root, 'cleaned'))).toBe(true);
  expect(existsSync(join(root, 'store', 'unfinished', 'bad'))).toBe(false);
  const repaired = [steps[0] as Step, shell('bad', 'touch {out}/whole', { after: ['good'] })];
  expect(await run(repaired)).toEqual(['bad']);
});

test('a stopped step ends with its descendants', async () => {
  const stop = new AbortController();
  const steps = [shell('slow', `sh -c 'echo $$ > ${root}/pid; sleep 60' & wait`)];
  const running = run(steps, stop.signal);
  const caught = expect(running).rejects.toThrow('Build step slow was stopped.');
  const pid = await appears(join(root, 'pid'));
  stop.abort();
  await caught;
  await expect.poll(() => alive(pid), { timeout: 20_000 }).toBe(false);
});

test('a wrong checksum stops the build and names the file that pins it', async () => {
  const check = { argv: ['sha256sum', '--check', '--strict'], input: `${'0'.repeat(64)}  thing.whl\n` };
  const steps = [shell('fetch', 'echo forged > thing.whl', { pins: 'cluster/versions.yaml' })];
  steps[0]?.commands.push(check);
  await expect(run(steps)).rejects.toMatchObject({
    name: 'ChecksumError',
    status: 2,
    message: expect.stringMatching(/pinned in cluster\/versions.yaml is wrong(.|\n)*thing.whl: FAILED/),
  });
});

test("Go's checksum mismatch names the module's go.sum", async () => {
  const said = 'verifying sigs.k8s.io/kind@v0.33.0: checksum mismatch\\n\\tdownloaded: h1:x\\n\\tgo.sum:     h1:y';
  const steps = [
    shell('kind-modules', `printf '${said}' >&2; exit 1`, { pins: 'cluster/providers/embedded/build/modules/kind/go.sum' }),
  ];
  await expect(run(steps)).rejects.toThrow(
    /cluster\/providers\/embedded\/build\/modules\/kind\/go.sum is wrong or missing(.|\n)*verifying sigs.k8s.io\/kind@v0.33.0/,
  );
});

test('an input that changes while the build runs is noticed, and nothing is kept under the old key', async () => {
  writeFileSync(join(root, 'input'), 'one');
  const steps = [shell('copy', 'cp {file:input} {out}/x; echo two > {here}/input')];
  const former = result(steps, 'copy', 'x');
  await expect(run(steps)).rejects.toThrow('Inputs of build step copy were changed while the build ran.');
  expect(existsSync(former)).toBe(false);
});

test('after SIGKILL the same build goes on: no half result, finished steps kept', async () => {
  const script = join(import.meta.dirname, 'run.killed.ts');
  const steps = [
    shell('first', 'echo done > {out}/x'),
    shell('second', `touch {out}/half; touch ${root}/began; while [ ! -e ${root}/go ]; do sleep 0.05; done`),
  ];
  steps[1] = { ...(steps[1] as Step), after: ['first'] };
  writeFileSync(join(root, 'steps.json'), JSON.stringify(steps));
  const child = spawn(process.execPath, [script, root], { stdio: 'ignore' });
  await appears(join(root, 'began'));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(result(steps, 'first', 'x'))).toBe(true);
  expect(existsSync(result(steps, 'second', ''))).toBe(false);
  writeFileSync(join(root, 'go'), '');
  expect(await run(steps)).toEqual(['second']);
  expect(existsSync(join(root, 'store', 'unfinished', 'second'))).toBe(false);
});

/** A killed process may stay a zombie where nobody collects orphans. */
function alive(pid: string): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

async function appears(path: string): Promise<string> {
  await expect
    .poll(() => existsSync(path) && (path.endsWith('began') || readFileSync(path, 'utf8') !== ''), { timeout: 20_000 })
    .toBe(true);
  return readFileSync(path, 'utf8').trim();
}

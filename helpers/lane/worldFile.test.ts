import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../root.ts';
import { fileOf, fixturePath, mustBeApart, readWorld } from './worldFile.ts';

/** The path of a spec file with these files beside it. */
function specBeside(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'a.spec.ts');
}

const sound = 'says: two of them\ninjection: true\nworkloads:\n  - name: backend\n    replicas: 1\n';

test('a world beside the spec comes before the one of the same name under fixtures', async () => {
  const spec = specBeside({ 'plain.world.yaml': sound });
  expect(await readWorld('plain', spec)).toEqual({
    says: 'two of them',
    injection: true,
    fresh: false,
    workloads: [{ name: 'backend', replicas: 1 }],
    objects: [],
  });
  expect((await readWorld('plain', specBeside({}))).injection).toBe(false);
});

const worlds = readdirSync(join(root, 'fixtures/worlds')).filter((name) => name.endsWith('.yaml'));

test.for(worlds)('every world of the fixtures is sound: %s', async (file) => {
  const spec = specBeside({});
  const { workloads, objects } = await readWorld(file.replace('.yaml', ''), spec);
  for (const one of workloads) expect(fixturePath(fileOf(one), spec)).toContain('fixtures/workloads');
  for (const object of objects) expect(fixturePath(object, spec)).toContain('fixtures/');
});

test.for([
  ['an unknown key', `${sound}injektion: true\n`, 'injektion'],
  ['an unknown key of a workload', `${sound}    replica: 2\n`, 'replica'],
  ['a missing key', sound.replace('injection: true\n', ''), 'injection'],
  ['a wrong namespace', `${sound}    namespace: Some where\n`, 'namespace'],
  ['a name that two have', `${sound}  - name: backend\n`, 'backend lives here twice: give one of them another name'],
  ['a wrong number', sound.replace('replicas: 1', 'replicas: -1'), 'replicas'],
  ['a syntax error', `${sound}: [`, 'line 6'],
])('%s names the file and the place', async ([, text, place]) => {
  const error: unknown = await readWorld('broken', specBeside({ 'broken.world.yaml': text ?? '' })).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain('broken.world.yaml: ');
  expect((error as Error).message).toContain(place);
});

test('a world that is nowhere names the places that were looked at', async () => {
  await expect(readWorld('nowhere', specBeside({}))).rejects.toThrow(
    /world nowhere is not there: .*fixtures\/worlds\/nowhere\.yaml/,
  );
});

test('a YAML file is found beside the spec, from the root, among policies and among workloads', () => {
  const spec = specBeside({ 'backend.yaml': '' });
  expect(fixturePath('backend.yaml', spec)).toBe(join(spec, '../backend.yaml'));
  expect(fixturePath('fixtures/workloads/backend.yaml', spec)).toBe(join(root, 'fixtures/workloads/backend.yaml'));
  expect(fixturePath('mtls-strict.yaml', spec)).toBe(join(root, 'fixtures/policies/mtls-strict.yaml'));
  expect(fixturePath(fileOf({ name: 'web', from: 'fixtures/workloads/backend' }), spec)).toBe(
    join(root, 'fixtures/workloads/backend.yaml'),
  );
  expect(fixturePath('frontend.yaml', spec)).toBe(join(root, 'fixtures/workloads/frontend.yaml'));
  expect(() => fixturePath('absent.yaml', spec)).toThrow('absent.yaml is not there: looked for');
});

test('two workloads of one file need two namespaces', () => {
  const entries = [{ name: 'kettle' }, { name: 'kettle-bank', from: 'kettle', namespace: 'bank' }];
  const homes = (bank: string) => (entry: { namespace?: string | undefined }) => ({ name: entry.namespace ? bank : 'lane' });
  expect(entries.map(fileOf)).toEqual(['kettle.yaml', 'kettle.yaml']);
  expect(() => mustBeApart(entries, homes('lane-bank'))).not.toThrow();
  expect(() => mustBeApart(entries, homes('lane'))).toThrow(
    'The world’s kettle and kettle-bank would both be kettle.yaml in lane: give them different namespaces, or files.',
  );
});

import { expect, test } from 'vitest';
import { changedDefaults } from './changedDefaults.ts';
import { plantedModule } from './testing.ts';

const source = (...registrations: string[]) => ({ 'pilot/features.go': `package a\n\nvar (\n${registrations.join('\n')}\n)\n` });
const profile = (minor: string, ...lines: string[]) => ({
  [`manifests/helm-profiles/compatibility-version-${minor}.yaml`]: `pilot:\n  env:\n${lines.map((one) => `    ${one}\n`).join('')}`,
});

test('what the release names itself, then its variables and its charts’ values', async () => {
  await using from = await plantedModule({
    ...source(
      'A = env.Register("PILOT_KEPT", 3, "Kept.").Get()',
      'B = env.Register(\n"PILOT_LESS",\ntrue,\n"Less."+\n" Still.").Get()',
    ),
    'manifests/charts/gateway/values.yaml': '_internal_defaults_do_not_set:\n  replicas: 1\n  same: x\n',
  });
  await using to = await plantedModule({
    ...source(
      'A = env.Register("PILOT_KEPT", 3, "Kept, in other words.").Get()',
      'B = env.RegisterBoolVar("PILOT_NEW", true, "New.")',
    ),
    'pilot/features_test.go': 'env.Register("PILOT_OF_A_TEST", 1, "")',
    'manifests/charts/gateway/values.yaml': '_internal_defaults_do_not_set:\n  replicas: 2\n  same: x\n',
    ...profile('1.30', 'PILOT_NEW: "false"', 'PILOT_LESS: "false"'),
  });
  const changed = await changedDefaults({ release: '1.30.4', ...from }, { release: '1.31.0', ...to });
  expect(changed.map(({ file: _, ...one }) => one)).toEqual([
    { name: 'PILOT_NEW', by: 'compatibility profile', before: 'false', after: 'true', says: 'New.' },
    { name: 'PILOT_LESS', by: 'compatibility profile', before: 'false', says: 'Less. Still.' },
    { name: 'gateway: replicas', by: 'chart value', before: '1', after: '2' },
  ]);
});

test('within a minor no profile is asked for; between minors it has to be there', async () => {
  await using from = await plantedModule(source('A = env.Register("PILOT_A", 1, "A.")'));
  await using to = await plantedModule(source('A = env.Register("PILOT_A", 2, "A.")'));
  const between = (release: string) => changedDefaults({ release: '1.30.4', ...from }, { release, ...to });
  expect(await between('1.30.5')).toMatchObject([{ name: 'PILOT_A', by: 'variable', before: '1', after: '2' }]);
  await expect(between('1.31.0')).rejects.toThrow('Istio 1.31.0 has no compatibility profile for 1.30');
});

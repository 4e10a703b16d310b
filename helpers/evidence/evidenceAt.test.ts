import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cluster/host/testing.ts';
import { evidenceAt } from './evidenceAt.ts';

test('a pack without evidence has none', () => {
  expect(evidenceAt(temporaryFolder())).toBeUndefined();
});

test.each(['{"schema":"meshproof/evidence/v0"}', '{', ''])('what is no evidence of this version is refused: %j', (text) => {
  const pack = join(temporaryFolder(), 'pack');
  mkdirSync(pack);
  writeFileSync(join(pack, 'evidence.json'), text);
  expect(() => evidenceAt(pack)).toThrow(/evidence\.json is no evidence of this version/);
});

import { expect, test } from 'vitest';
import { castInScript, readPlayer, withChapters } from './player.ts';

const cast = '{"version":2,"width":80,"height":24}\n[0.1,"m","line 1: own"]\n[0.2,"o","$ "]\n[9.5,"o","</script>[1,\\"m\\","]\n';

test('chapters take the place of the recording’s own, in the order of time', () => {
  expect(
    withChapters(cast, [
      [0.2, 'line 55: exit 127'],
      [3, 'line 60: exit 1'],
    ]).split('\n'),
  ).toEqual([
    '{"version":2,"width":80,"height":24}',
    '[0.2,"m","line 55: exit 127"]',
    '[0.2,"o","$ "]',
    '[3,"m","line 60: exit 1"]',
    '[9.5,"o","</script>[1,\\"m\\","]',
    '',
  ]);
});

test('neither a recording nor the player can end the script element that holds it', async () => {
  expect(castInScript(cast)).not.toContain('<');
  expect(
    castInScript(cast)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  ).toHaveLength(4);
  const { code, style } = await readPlayer();
  expect(code + style).not.toMatch(/<\/script/i);
});

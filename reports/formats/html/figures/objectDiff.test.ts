import { expect, test } from 'vitest';
import { objectDiff } from './objectDiff.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line-${index + 1}`);
const text = (all: string[]) => `${all.join('\n')}\n`;
const with_ = (all: string[], at: number, value: string) => all.map((one, index) => (index === at ? value : one));

test('lines that went and came, with three lines around them', () => {
  expect(objectDiff(text(lines(9)), text(with_(lines(9), 4, 'a: "<b>"'))).source).toBe(
    '<pre class="object-diff"><span> line-2</span><span> line-3</span><span> line-4</span><del>-line-5</del><ins>+a: &quot;&lt;b&gt;&quot;</ins><span> line-6</span><span> line-7</span><span> line-8</span></pre>',
  );
});

test('an object that was not there is all new; one that is gone is all gone', () => {
  expect(objectDiff('', text(['kind: Pod'])).source).toBe('<pre class="object-diff"><ins>+kind: Pod</ins></pre>');
  expect(objectDiff(text(['kind: Pod']), '').source).toBe('<pre class="object-diff"><del>-kind: Pod</del></pre>');
});

test('parts that are far from each other say where they stand', () => {
  const changed = with_(with_(lines(40), 0, 'x'), 39, 'y');
  expect(objectDiff(text(lines(40)), text(changed)).source).toContain('<span class="aside">line 37 → 37</span>');
});

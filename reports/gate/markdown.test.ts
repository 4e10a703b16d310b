import fc from 'fast-check';
import { expect, test } from 'vitest';
import { md } from '../testing/gateMarkdown.ts';
import { words } from '../testing/hostile.ts';
import { code, fence, fit, inline } from './markdown.ts';
import { oneLine, plain } from './plain.ts';

const parts = (text: string) => md.parse(text, {}).flatMap(({ type, children }) => children ?? [{ type, content: '' }]);
const line = words.map((text) => oneLine(text, 1000));

test('the words of a line are text and nothing else, and are what was written', () => {
  fc.assert(
    fc.property(line, (text) => {
      const shown = parts(`- **${inline(text)}** (end)`).filter(
        ({ content, type }) => content || /html|link|image|code/.test(type),
      );
      expect(shown.map(({ type }) => type)).toEqual(['text', 'text']);
      expect(shown[0]?.content.replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', '') || '(no words)');
    }),
    { numRuns: 500 },
  );
});

test('nobody is called, no issue is named, no address is a link', () => {
  expect(inline('@team #1 !2 GH-3 www.a.example http://b.example _www.c.example')).toBe(
    '@\u200bteam \\#\u200b1 \\!\u200b2 GH-\u200b3 www\u200b.a.example http:\u200b//b.example \\_www\u200b.c.example',
  );
});

test('words in code stand to the letter', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(parts(`(${code(text)})`).find(({ type }) => type === 'code_inline')?.content).toBe(text || undefined);
    }),
  );
});

test('lines in a fence stand to the letter, and none of them ends it', () => {
  fc.assert(
    fc.property(words.map(plain), (text) => {
      const [block, ...more] = md.parse(`${fence(text)}\n\nend`, {});
      expect(block).toMatchObject({ type: 'fence', content: text && `${text}\n` });
      expect(more.map(({ type }) => type)).toEqual(['paragraph_open', 'inline', 'paragraph_close']);
    }),
  );
});

test('blocks are cut by their bytes, and none is lost without being counted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { maxLength: 20 }),
      fc.nat(400),
      (blocks, most) => {
        const rest = (left: number) => `LEFT ${left}`;
        const text = fit(blocks, most + 10, rest);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most + 10);
        const left = Number(/LEFT (\d+)$/.exec(text)?.[1] ?? 0);
        const shown = blocks.slice(0, blocks.length - left);
        expect(text).toBe([...shown, ...(left ? [rest(left)] : [])].join('\n\n'));
      },
    ),
  );
});

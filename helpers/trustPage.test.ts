import { expect, test } from 'vitest';
import { plain, withPart } from './trustPage.ts';

const page = '# Trust\n<!-- planted: written by make planted -->\nold\n<!-- /planted -->\nend\n';

test('only what is in the part is replaced', () => {
  const once = withPart(page, 'planted', 'new');
  expect(once).toBe('# Trust\n<!-- planted: written by make planted -->\nnew\n<!-- /planted -->\nend\n');
  expect(withPart(once, 'planted', 'new')).toBe(once);
});

test('a page without the part is refused', () => {
  expect(() => withPart(page, 'other', 'new')).toThrow('has no place for the table: write a line `<!-- other: written');
});

test('words of others cannot break the form', () => {
  expect(plain('a|b\n<c>')).toBe('a\\|b \\<c\\>');
});

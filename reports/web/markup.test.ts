import { expect, test } from 'vitest';
import { escape, markup, trusted } from './markup.ts';

test('values are escaped, markup and nested templates are not', () => {
  const inner = markup`<b>${'<i>'}</b>`;
  expect(markup`<p title="${`"'`}">${inner}${trusted('<hr>')}</p>`.toString()).toBe(
    '<p title="&quot;&#39;"><b>&lt;i&gt;</b><hr></p>',
  );
});

test('lists are joined; false, null and undefined vanish, zero stays', () => {
  expect(markup`${[markup`<a>`, 'b']}${false}${null}${undefined}${0}`.toString()).toBe('<a>b0');
});

test('a backslash of the template stays one backslash', () => {
  expect(markup`${'\\n'}`.toString()).toBe('\\n');
});

test('characters that XML cannot carry become U+FFFD', () => {
  expect(escape('\u001b[31m\u0000\n\t\ud800')).toBe('\ufffd[31m\ufffd\n\t\ufffd');
});

import fc from 'fast-check';
import { type Finding, type GateResult, levels, type RuleId, rules } from '../../helpers/gate/result.ts';
import { gate } from './sampleGate.ts';

/** What somebody writes who wants to leave the place that a form gives his words. */
const attacks = [
  '\u001b[31m', '\u001b]0;title\u0007', '\u001b]8;;https://evil.example\u001b\\', '\u009b2J', '\u001b', '\u0000', '\r', '\r\n', '\n', '\t',
  '\u2028', '\u202e', '\u{e0041}', '\ud800', '\ufffe', '\ufeff', '::error file=a::', '\n::warning::', '%0A::error::', '%', ':', ',',
  '##[error]', '<script>alert(1)</script>', '<!-- x -->', '-->', '<img src=x onerror=y>', '&lt;', '&', '@team', '@org/team', '#1', 'GH-1', '!1',
  'https://evil.example/a', '//www.evil.example', 'a@b.example', '[a](https://evil.example)', '![a](x)', '](', '|', '`', '```', '~~~', '````',
  '\n```\n', '\n/close\n', '**', '_', '\\', '"', "'", ']]>', '<![CDATA[', '{0}', '# ', '- ', '1. ', '***', '$x$', '🏴', ' ', 'word', '…',
]; // prettier-ignore

/** Words of a stranger. */
export const words = fc
  .array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const lineNumber = fc.integer({ min: 1, max: 9999 });
const place = fc.option(fc.record({ file: words, line: lineNumber }), { nil: undefined });

const findings: fc.Arbitrary<Finding> = fc.record(
  {
    rule: fc.constantFrom(...(Object.keys(rules) as RuleId[])),
    level: fc.constantFrom(...levels),
    about: words,
    file: words,
    line: lineNumber,
    lastLine: lineNumber,
    title: words,
    message: words,
    touched: fc.boolean(),
    suppressed: words,
    suggestion: words,
  },
  { requiredKeys: ['rule', 'level', 'about', 'file', 'line', 'lastLine', 'title', 'message', 'touched'] },
);

/** A result in which every string is a stranger's. */
export const hostileGate: fc.Arbitrary<GateResult> = fc
  .record({
    version: words,
    at: words,
    since: words,
    head: words,
    prefix: words,
    changed: fc.array(words, { maxLength: 3 }),
    touched: fc.array(fc.record({ id: words, place, why: fc.array(words, { maxLength: 3 }) }), { maxLength: 3 }),
    ran: fc.array(fc.record({ id: words, place, verdict: words, expected: words, seconds: fc.integer({ min: 0, max: 99 }) }), {
      maxLength: 3,
    }),
    pack: fc.option(words, { nil: undefined }),
    findings: fc.array(findings, { maxLength: 24 }),
    exit: fc.constantFrom(0 as const, 1 as const, 2 as const),
  })
  .map(gate);

import { expect, test } from 'vitest';
import { saysDeprecated } from './deprecation.ts';

test.for([
  ['a flag', 'Flag --grace has been deprecated, use --grace-period'],
  ['a short flag', 'Flag shorthand -g has been deprecated, use --grace-period'],
  ['a command', 'Command "bounce" is deprecated, use "rollout restart"'],
  ['a kind', 'Warning: example.com/v1beta1 Widget is deprecated in v1.30+; use example.com/v1 Widget'],
  ['a field', 'Warning: spec.template.spec.colour: deprecated since v1.19; use the "paint" field instead'],
  ['an annotation', 'Warning: metadata.annotations[colour]: deprecated in v1.31, use spec.colour'],
])('%s is deprecated', ([, text]) => {
  expect(text).toMatch(saysDeprecated);
});

test.for(['pods "deprecated" not found', 'Warning: spec.paint: unknown field', 'deploying the deprecated-api chart'])(
  '%s says nothing of the kind',
  (text) => {
    expect(text).not.toMatch(saysDeprecated);
  },
);

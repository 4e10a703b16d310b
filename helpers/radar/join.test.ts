import { expect, test } from 'vitest';
import type { LoadedClaim } from '../ledger/loaded.ts';
import { Joiner } from './join.ts';
import { fieldsIn } from './manifestFields.ts';
import type { Subject } from './subjects.ts';

const rule = (spec: string) => `kind: DestinationRule\nspec:\n  host: a\n  trafficPolicy:\n    ${spec}\n`;
const material = (text: string) => ({ text, fields: fieldsIn(text) });
const subject = (id: string, own: string, around = '', words = ''): Subject => ({
  claim: { id } as LoadedClaim,
  own: material(own),
  around: material(around),
  words,
  block: '',
});

const others = Array.from({ length: 30 }, (_, index) => subject(`m1-other-${index}`, 'kubectl get pods', 'in the tea room'));
const subjects = [
  subject('m1-tls', rule('tls: { mode: SIMPLE }')),
  subject('m1-kettle', rule('outlierKettle: { boils: 1 }')),
  subject('m1-policy', rule('portLevelSettings: []')),
  subject('m1-init', '', '', 'The pod has an istio-kettle.'),
  subject('m1-looks', 'kubectl logs a -c istio-kettle'),
  subject('m1-begins', 'kubectl get pods', 'a pod with istio-kettle'),
  { ...subject('m1-analyze', ''), block: 'istioctl kettle' },
  subject('m1-option', 'kubectl boil --twice\nistioctl kettle --slowly'),
  subject('m1-pod', 'kind: Pod\nspec:\n  teaContext: {}\n'),
  subject('m1-cup', 'x', '', 'the porcelain cup is warm'),
  ...others,
];
const kinds = new Map([['DestinationRule', new Set(['trafficPolicy', 'outlierKettle', 'tls', 'mode', 'teaCosy'])]]);
const joiner = new Joiner(subjects, kinds, [
  'a porcelain cup',
  ...Array<string>(300).fill('the tea room is a warm room in a mode of kubectl'),
]);
const joins = (text: string) =>
  joiner.joinsOf(text).map(({ strength, by, term, claims }) => `${strength} ${by} ${term}: ${claims.join(' ')}`);

test.for([
  ['a field by its name', 'Sends `OutlierKettle.minHealth`.', ['strong field DestinationRule.outlierKettle: m1-kettle']],
  [
    'a field in words, beside its kind',
    "The DestinationRule's TLS mode is heeded.",
    ['strong field DestinationRule.tls.mode: m1-tls', 'medium kind DestinationRule: m1-tls m1-kettle m1-policy'],
  ],
  ['the same words without the kind', 'The TLS mode of the kettle.', []],
  [
    'a command',
    '`istioctl kettle` tells more.',
    ['strong command istioctl kettle: m1-analyze', 'medium command istioctl kettle: m1-option'],
  ],
  ['an option of Istio’s programs, and not of another', 'With `--slowly`, not `--twice`.', ['weak flag --slowly: m1-option']],
  ['a field of Kubernetes’ own objects tells nothing', 'Sets `teaContext`.', []],
  [
    'a name, in the words of a claim and in what others work with or begin in',
    'The `istio-kettle` container.',
    ['strong name istio-kettle: m1-init', 'weak name istio-kettle: m1-looks m1-begins'],
  ],
  ['two words that few notes have are weak', 'The porcelain cups broke.', ['weak phrase porcelain cup: m1-cup']],
  ['what every note says tells nothing', 'A warm tea room.', []],
] as const)('%s', ([, text, expected]) => {
  expect(joins(text)).toEqual(expected);
});

test('a note that names a field says little of claims that set others', () => {
  expect(joins('**Added** `teaCosy` to DestinationRule.')).toEqual(['weak kind DestinationRule: m1-tls m1-kettle m1-policy']);
});

test('a note that names something else, or only adds, says little by the kind', () => {
  const weak = ['weak kind DestinationRule: m1-tls m1-kettle m1-policy'];
  expect(joins('A `BackendTEAPolicy` beside a DestinationRule.')).toEqual(weak);
  expect(joins('**Added** warm cups to DestinationRule.')).toEqual(weak);
  expect(joins('**Fixed** warm cups of DestinationRule.')).toEqual(['medium kind DestinationRule: m1-tls m1-kettle m1-policy']);
});

test('a field that all claims of the kind set says no more than the kind', () => {
  expect(joins('The trafficPolicy of a DestinationRule.')).toEqual(['medium kind DestinationRule: m1-tls m1-kettle m1-policy']);
});

test('a term that many claims have is worth less, and one that a third of them has nothing', () => {
  const having = (count: number) => {
    const all = [
      ...subjects,
      ...Array.from({ length: count }, (_, index) => ({ ...subject(`m1-pot-${index}`, ''), block: 'tea_pot' })),
    ];
    return new Joiner(all, kinds, []).joinsOf('a `tea_pot`').map(({ strength }) => strength);
  };
  expect([having(3), having(8), having(30)]).toEqual([['strong'], ['medium'], []]);
});

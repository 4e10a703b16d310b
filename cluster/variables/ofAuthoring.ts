import type { Given } from './given.ts';

/** Variables of what starts and keeps a ledger; `make help` reads these lines too. */
export const ofAuthoring: Record<string, Given> = {
  ID: {
    takes: '<id>',
    says: 'the id of a new claim, such as m1-ex4-attacker-blocked',
    targets: ['claim'],
    common: true,
  },
  QUOTE: {
    takes: '<text>',
    says: 'a part of the document that stands in it once, word for word',
    targets: ['claim'],
    common: true,
  },
  SECTION: {
    takes: '<heading>',
    says: 'a heading above the quote, where the quote alone stands more than once',
    targets: ['claim'],
    common: true,
  },
  PREFIX: {
    takes: '<prefix>',
    says: 'what the ids of a new ledger begin with, such as m3',
    targets: ['document'],
    common: true,
  },
  ACCEPT: {
    takes: 'all|ask',
    says: 'takes over what has changed, or is proposed as editorial, without a question, or asks of each',
    targets: ['ledger', 'document'],
    common: true,
  },
  SPEC: {
    takes: '<path>',
    says: 'the spec file that is made or appended to',
    targets: ['claim'],
    common: true,
  },
  WORLD: {
    takes: '<name>',
    says: 'where a new claim begins; plain unless one is named',
    targets: ['claim'],
    common: true,
  },
};

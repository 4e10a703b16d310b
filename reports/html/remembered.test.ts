import { expect, test } from 'vitest';
import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { RawFiles, sampleEvidence } from '../testing/sample.ts';
import { remembered } from './remembered.ts';

test('each claim is rendered once, whatever it gave, and not as another with the same content', () => {
  const [first, second] = sampleEvidence(new RawFiles()).claims;
  const rendered: string[] = [];
  const render = remembered(({ id }: ClaimEvidence) => {
    rendered.push(id);
    return id === first!.id && undefined;
  });
  expect([render(first!), render(second!), render(first!)]).toEqual([undefined, false, undefined]);
  render({ ...first! });
  expect(rendered).toEqual([first!.id, second!.id, first!.id]);
});

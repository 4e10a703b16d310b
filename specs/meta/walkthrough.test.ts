import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../helpers/documents/normalise.ts';
import { loadLedger, readSources } from '../../helpers/ledger/load.ts';
import { root } from '../../helpers/root.ts';
import { correctionsPath, fallenPromises, loadCorrections } from '../../helpers/walkthrough/corrections.ts';
import { scriptOf } from '../../helpers/walkthrough/script.ts';
import { asWritten, corrected } from '../../helpers/walkthrough/typed.ts';

const ledger = await loadLedger(root);
const sources = await readSources(root);
const acceptedOf = (path: string) => ledger.documents.find(({ document }) => document.path === path)!.accepted;
const files = (await readdir(join(root, 'fixtures/corrections')))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `fixtures/documents/${name.replace('.yaml', '.md')}`);

/** An erratum's commands: its lines without what a comment says. */
describe.for(files)('corrections of %s', async (path) => {
  const document = acceptedOf(path);
  const corrections = await loadCorrections(root, document);
  const { document: named, accepts, promises, written } = corrections;
  const typed = new Map(scriptOf(document).flatMap(({ steps }) => steps.map((step) => [step.line, step])));

  test('they are this document’s', () => {
    expect(named).toBe(path);
    expect(correctionsPath(path)).toBe(`fixtures/corrections/${path.slice('fixtures/documents/'.length, -'.md'.length)}.yaml`);
  });

  test('every line that is accepted or promised about is one that a reader types', () => {
    const lines = [...accepts.map((one) => one.line), ...promises.map((one) => one.command)];
    const failing = written.filter(({ kind }) => kind !== 'promise').map(({ line }) => line);
    expect([...lines, ...failing].filter((line) => !typed.has(line))).toEqual([]);
  });

  test('every claim named is in the ledger, and is wrong as written unless chance or a reason is named', () => {
    const named = written.filter(({ sometimes }) => sometimes === undefined).flatMap(({ claims }) => claims);
    const right = named.map((id) => ledger.byId(id)).filter(({ expected }) => ['verified', 'editorial'].includes(expected));
    expect(right.map(({ id }) => id)).toEqual([]);
    const all = written.flatMap(({ claims }) => claims);
    expect(all.map((id) => ledger.byId(id).document).filter((one) => one !== path)).toEqual([]);
  });

  test('every promise stands at its line, or in the erratum that makes it', () => {
    const fallen = promises.filter(({ line, quote, as, claim }) => {
      if (as === 'corrected') return !normalise(ledger.byId(claim ?? '').erratum?.text ?? '').includes(normalise(quote));
      return document.quoteEnd(line, quote) === undefined;
    });
    expect(fallen.map(({ line, quote }) => `${line} ${quote}`)).toEqual([]);
  });

  test.each([
    ['written', asWritten],
    ['corrected', corrected],
  ] as const)('the text as %s makes every promise that it is held to', (as, textOf) => {
    const source = sources.find((one) => one.document.path === path)!;
    expect(fallenPromises(textOf({ ...source, document }), corrections, as)).toEqual([]);
  });

  test('only a search that finds nothing, or a refusal that the text announces, may end with another status than 0', () => {
    const others = accepts.filter(({ line, exit }) => {
      const text = typed.get(line)?.text ?? '';
      return !(exit === 1 && /\|\s*grep\b[^|]*$/.test(text)) && !(exit === 28 && /\bcurl\b.*-m\b/.test(text));
    });
    expect(others).toEqual([]);
  });
});

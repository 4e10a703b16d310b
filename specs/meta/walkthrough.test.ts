import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../helpers/documents/document.ts';
import { normalise } from '../../helpers/documents/normalise.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { root } from '../../helpers/root.ts';
import { correctionsPath, loadCorrections } from '../../helpers/walkthrough/corrections.ts';
import { scriptOf } from '../../helpers/walkthrough/script.ts';

const ledger = await loadLedger(root);
const files = (await readdir(join(root, 'fixtures/corrections')))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `fixtures/documents/${name.replace('.yaml', '.md')}`);

/** An erratum's commands: its lines without what a comment says. */
const erratumCommands = (text: string): string[] => text.split('\n').map((line) => normalise(line.replace(/\s+#\s.*$/, '')));

/** Prose at a command's line corrects what is said about it. */
const isCommand = (text: string): boolean => /^(?:! |[A-Z_]+=|(?:kubectl|istioctl|make|curl|tcpdump|dig|for|cd)\b)/.test(text);

describe.for(files)('corrections of %s', async (path) => {
  const document = await readDocument(root, path);
  const { document: named, accepts, promises, written, corrections, unapplied } = await loadCorrections(root, path);
  const typed = new Map(scriptOf(document).flatMap(({ steps }) => steps.map((step) => [step.line, step])));

  test('they are this document’s', () => {
    expect(named).toBe(path);
    expect(correctionsPath(path)).toBe(`fixtures/corrections/${path.slice('fixtures/documents/'.length, -'.md'.length)}.yaml`);
  });

  test('every line that is corrected, accepted or promised about is one that a reader types', () => {
    const lines = [
      ...corrections.map((one) => one.line),
      ...accepts.map((one) => one.line),
      ...promises.map((one) => one.command),
    ];
    const failing = written.filter(({ kind }) => kind !== 'promise').map(({ line }) => line);
    expect([...lines, ...failing].filter((line) => !typed.has(line))).toEqual([]);
  });

  test('a line is corrected once', () => {
    const lines = corrections.map(({ line }) => line);
    expect(lines).toEqual([...new Set(lines)]);
  });

  test('every claim named is in the ledger, and is wrong as written unless chance or a reason is named', () => {
    const named = [
      ...corrections.filter(({ why }) => why === undefined).flatMap(({ claims }) => claims),
      ...written.filter(({ sometimes }) => sometimes === undefined).flatMap(({ claims }) => claims),
    ];
    const right = named.map((id) => ledger.byId(id)).filter(({ expected }) => ['verified', 'editorial'].includes(expected));
    expect(right.map(({ id }) => id)).toEqual([]);
    const all = [
      ...corrections.flatMap(({ claims }) => claims),
      ...written.flatMap(({ claims }) => claims),
      ...unapplied.map(({ claim }) => claim),
    ];
    expect(all.map((id) => ledger.byId(id).document).filter((one) => one !== path)).toEqual([]);
  });

  test('every claim whose correction is typed has an erratum', () => {
    const named = corrections.flatMap(({ claims }) => claims);
    expect(named.filter((id) => !ledger.byId(id).erratum)).toEqual([]);
  });

  test('what is typed is what the claims’ errata say, or the document itself, or says why it is more', () => {
    const loose = corrections.filter(({ line, claims, type, why }) => {
      const errata = claims.flatMap((claim) => erratumCommands(ledger.byId(claim).erratum?.text ?? ''));
      const known = [...errata, normalise(typed.get(line)?.text ?? '')];
      return why === undefined && !type.every((command) => known.includes(normalise(command)));
    });
    expect(loose.map(({ line, claims }) => `${line} ${claims.join(', ')}`)).toEqual([]);
  });

  test('every erratum of a command is typed, or says why it is not', () => {
    const done = new Set([...corrections.flatMap(({ claims }) => claims), ...unapplied.map(({ claim }) => claim)]);
    const commands = [...typed.values()];
    const left = ledger.claims.filter(
      ({ id, document: one, line, erratum }) =>
        one === path &&
        erratum &&
        isCommand(erratum.text) &&
        !done.has(id) &&
        commands.some((step) => step.line <= line && line <= step.lastLine),
    );
    expect(left.map(({ id, line }) => `${line} ${id}`)).toEqual([]);
  });

  test('every promise stands at its line, or in the erratum that makes it', () => {
    const fallen = promises.filter(({ line, quote, as, claim }) => {
      if (as === 'corrected') return !normalise(ledger.byId(claim ?? '').erratum?.text ?? '').includes(normalise(quote));
      return document.quoteEnd(line, quote) === undefined;
    });
    expect(fallen.map(({ line, quote }) => `${line} ${quote}`)).toEqual([]);
  });

  test('only a search that finds nothing, or a refusal that the text announces, may end with another status than 0', () => {
    const others = accepts.filter(({ line, exit }) => {
      const text = typed.get(line)?.text ?? '';
      return !(exit === 1 && /\|\s*grep\b[^|]*$/.test(text)) && !(exit === 28 && /\bcurl\b.*-m\b/.test(text));
    });
    expect(others).toEqual([]);
  });
});

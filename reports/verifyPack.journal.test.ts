import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { edit, tampering, type Edited } from './testing/tampering.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const { forged } = await tampering();

const claimOf = ({ claims }: Edited, id: string) => claims.find((one) => one.id === id)!;

test('a verdict that the journal does not have is found, whoever signed it', async () => {
  const said = await forged('forged-verdict', (dir) =>
    edit(dir, (evidence) => {
      claimOf(evidence, 'm9-ex4-script-quote').verdict = 'verified';
      evidence.summary.contradicted! -= 1;
      evidence.summary.verified! += 1;
    }),
  );
  expect(said).toBe('evidence.json: claim m9-ex4-script-quote is verified; its last result in journal.jsonl is contradicted');
});

test('so are another reason, a result that was never measured, and one that is left out', async () => {
  const reason = (dir: string) => edit(dir, (all) => (claimOf(all, 'm9-ex4-script-quote').reason = 'It was not so.'));
  expect(await forged('forged-reason', reason)).toBe(
    'evidence.json: claim m9-ex4-script-quote has another reason than its last result in journal.jsonl',
  );
  const journal = async (dir: string, change: (text: string) => string) =>
    writeFile(join(dir, 'journal.jsonl'), change(await readFile(join(dir, 'journal.jsonl'), 'utf8')));
  const without = (text: string) =>
    text
      .split('\n')
      .filter((line) => !line.includes('"claim":"m9-ex4-script-quote"'))
      .join('\n');
  expect(await forged('unmeasured', (dir) => journal(dir, without))).toBe(
    'evidence.json: claim m9-ex4-script-quote is contradicted; journal.jsonl has no result of it',
  );
  const more = (text: string) => text.replaceAll('"m9-ex4-script-quote"', '"m9-left-out"') + text;
  expect(await forged('left-out', (dir) => journal(dir, more))).toBe(
    'evidence.json: claim m9-left-out is missing: journal.jsonl has a result of it',
  );
});

test('a run that never ended is not complete, and without its journal no verdict is known', async () => {
  const cut = async (dir: string) => {
    const text = await readFile(join(dir, 'journal.jsonl'), 'utf8');
    await writeFile(join(dir, 'journal.jsonl'), text.replace(/^.*run-finished.*\n/m, ''));
  };
  expect(await forged('unended', cut)).toBe('evidence.json: the run is called complete; journal.jsonl has no end of it');
  expect(await forged('no-journal', (dir) => rm(join(dir, 'journal.jsonl')))).toBe(
    'journal.jsonl: missing: what evidence.json says of its claims cannot be compared',
  );
});

test('the pack of a run that failed is intact too', async () => {
  const failed = async (dir: string) => {
    const lab = { says: 'nothing reaches outside', spec: 'a', holds: false, reason: 'It does.', durationMs: 1 };
    const empty = { controls: [], changes: [], expectations: [], observations: [] };
    const check = { ...lab, ...empty, startedAt: '2026-01-02T03:05:00Z' };
    await edit(dir, (evidence) => evidence.run.lab.push(check));
    await appendFile(join(dir, 'journal.jsonl'), `${JSON.stringify({ event: 'lab-checked', check })}\n`);
  };
  expect(await forged('failed-lab', failed)).toBe('');
});

test('so is the pack of a run that was interrupted, whose bounds add up to too much', async () => {
  const interrupted = async (dir: string) => {
    const text = await readFile(join(dir, 'journal.jsonl'), 'utf8');
    await writeFile(join(dir, 'journal.jsonl'), text.replace(/^.*run-finished.*\n/m, ''));
    await edit(dir, (evidence) => {
      evidence.run.status = 'interrupted';
      evidence.claims.find(({ controls }) => controls.length > 0)!.controls[0]!.chance = {
        model: 'binomial',
        n: 9,
        falseAlarm: 0.1,
      };
    });
  };
  expect(await forged('interrupted', interrupted)).toBe('');
});

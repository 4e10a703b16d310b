import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Progress } from '../../cluster/host/progress.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { UsageError } from '../errors.ts';
import { loadLedger } from '../ledger/load.ts';
import { newRunId, pointTo } from '../packs.ts';
import { renderReport } from '../renderReport.ts';
import { root } from '../root.ts';
import { byRelease, istioModuleOf } from './istioModule.ts';
import { checkLedger, checkRelease, readPacks, type NamedPack } from './packs.ts';
import { radarSchema, type Radar } from './result.ts';
import { scan, steps } from './scan.ts';

const usage = `Says which claims a new release of Istio may touch, before it reaches the readers: its release notes and changed defaults, joined
to claims by what both name, beside what two runs measured.

  make radar FROM=<release> TO=<release> [PACKS=<pack of FROM>,<pack of TO>] [CONTENT=<folder>]

  FROM     the release that the claims were last measured on, such as 1.30.4
  TO       the newer release
  PACKS    a pack of each, by its folder or its run: then each note is seen or not seen, and what was seen and not noted is listed
  CONTENT  the folder with documents, ledgers and specs (default: this checkout)

Go brings the files of both releases, once. No cluster is needed. Writes reports/out/radar/<run>/, which reports/out/radar/latest leads
to: index.html to read, radar.md for a pull request, radar.json for programs.

Exit status: 0 written, whatever it says · 2 the files of a release cannot be had or read · 3 usage
`;

await runProgram(usage, async () => {
  const started = new Date();
  const { FROM, TO, PACKS } = process.env;
  const [from, to] = [releaseOf('FROM', FROM), releaseOf('TO', TO)];
  if (byRelease(from.release, to.release) >= 0)
    throw new UsageError(`FROM=${from.release} is not older than TO=${to.release}.`, {
      remedy: 'Name the older release with FROM, the newer one with TO.',
    });
  const ledger = await loadLedger();
  const packs = PACKS ? readPacks(PACKS) : undefined;
  if (packs) {
    checkRelease(packs[0], 'FROM', from.release);
    checkRelease(packs[1], 'TO', to.release);
    for (const pack of packs) checkLedger(pack, ledger);
  }
  const { both, ...found } = await scan(from, to, ledger, packs, new Progress(steps));
  const folder = join(root, 'reports/out/radar', newRunId(started, from.release, to.release));
  const result = radarSchema.parse({
    schema: 'meshproof/radar/v1',
    at: started.toISOString(),
    from,
    to,
    ...(packs && both && { packs: { before: packOf(packs[0], folder), after: packOf(packs[1], folder), ...both } }),
    ...found,
  } satisfies Radar);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'radar.json'), `${JSON.stringify(result, null, 2)}\n`);
  await renderReport('render-radar', folder);
  await pointTo(folder);
  conclude(result, folder);
  return 0;
});

function releaseOf(variable: 'FROM' | 'TO', named: string | undefined): Radar['from'] {
  if (named) return istioModuleOf(named);
  throw new UsageError(`${variable} is missing: name a release of Istio, such as make radar FROM=1.30.4 TO=1.31.0.`);
}

function packOf(pack: NamedPack, folder: string): { run: string; page: string } {
  return { run: pack.evidence.run.id, page: relative(folder, join(pack.folder, 'index.html')) };
}

function conclude({ notes, seenNotNoted, packs }: Radar, folder: string): void {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const count = (...standings: string[]) => notes.filter(({ standing }) => standings.includes(standing)).length;
  for (const { file, problems } of notes.filter((note) => note.problems.length > 0))
    say(`not read as a release note: ${file}: ${problems.join('; ')}`);
  say(`${notes.length} notes: ${count('seen', 'not-seen', 'unmeasured')} touch claims, ${count('no-claim')} touch none`);
  if (packs)
    say(
      `noted and seen: ${count('seen')}; noted and not seen: ${count('not-seen')}; seen and not noted: ${seenNotNoted.length} claims`,
    );
  say(relative(root, join(folder, 'index.html')));
}

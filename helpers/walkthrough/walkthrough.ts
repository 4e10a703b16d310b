import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { takeLock } from '../../cluster/host/lock.ts';
import { describeProblem } from '../ledger/errors.ts';
import { ledgerFolder, readSources, type Source } from '../ledger/load.ts';
import { claimsStand } from '../ledger/rules.ts';
import { messageOf, UsageError } from '../errors.ts';
import { content } from '../content.ts';
import { root } from '../root.ts';
import { newRunId, packsFolder, runLock } from '../packs.ts';
import { fallenPromises, loadCorrections } from './corrections.ts';
import { ownGround, readersEnvironment, standingGround } from './cluster.ts';
import type { Ground } from './ground.ts';
import { judge } from './judge.ts';
import { judgeable } from './judgeable.ts';
import { blocksOfClaims, linkClaims } from './links.ts';
import type { WalkOptions } from './options.ts';
import { walkthroughSchema, type Walkthrough, type WalkedBlock } from './schema.ts';
import { progressOf, publish, report } from './publish.ts';
import { scriptOf, type ScriptBlock } from './script.ts';
import { nothingRead, unreadOf } from './unread.ts';
import { asWritten, corrected } from './typed.ts';
import { changesBetween } from './state.ts';
import { treatmentOf } from './caveats.ts';
import { asFarAsAllowed } from './asFarAsAllowed.ts';
import { setUp } from './setUp.ts';
import { walk, type Walked } from './walk.ts';
import { makeWorkplace } from './courseFolder.ts';
import { wantedDocument } from './wanted.ts';

const folderOfWalks = join(packsFolder, 'walkthrough');

type Unlinked = Omit<WalkedBlock, 'claims' | 'about'>;

/** Walks through one document and writes what was met. Returns the program's exit status (see usage). */
export async function walkthrough(options: WalkOptions, signal: AbortSignal): Promise<number> {
  const { document, typed, corrections, blocks, unread, links, fallen, judgedAs, sources } = await prepare(options);
  for (const problem of fallen) process.stdout.write(`${problem}\n`);
  const name = basename(document.path, '.md');
  const started = new Date();
  const folder = join(folderOfWalks, newRunId(started, name, options.as));
  await mkdir(folder, { recursive: true });

  using _ = turn(options);
  const ground = await groundFor(options, blocks);
  const walked: Unlinked[] = [];
  const removed = new Map<string, number>();
  const cast = `${name}-${options.as}.cast`;
  let ends: Walked = { before: null, after: null };
  let failure: unknown;
  try {
    await using place = await makeWorkplace(typed, sources);
    await setUp(corrections.setUp, { from: content, place, env: readersEnvironment(ground, place), signal });
    const onBlock = (block: Unlinked) => {
      walked.push(block);
      process.stdout.write(progressOf(block, walked.length, blocks.length));
    };
    const title = `${name}, as ${options.as}`;
    ends = await walk({ title, blocks, corrections, ground, place, castPath: join(folder, cast), removed, signal, onBlock });
  } catch (error) {
    failure = error;
  } finally {
    process.stdout.write(ending(ground, options));
    for (const one of await ground.leave()) process.stdout.write(forTerminal(`${one}\n`));
  }
  const status = signal.aborted ? 'interrupted' : failure ? 'failed' : 'complete';
  const commands = walked.flatMap((block) => block.commands);
  const { judged: heard, stopped } = asFarAsAllowed(commands, ground);
  if (stopped) process.stdout.write(forTerminal(`${stopped}\n`));
  const isPart = options.lines !== undefined || status !== 'complete' || stopped !== undefined;
  const judged = judge(heard, isPart ? judgeable(corrections, heard) : corrections, judgedAs);
  const result = walkthroughSchema.parse({
    schema: 'meshproof/walkthrough/v1',
    document: document.path,
    sha256: document.sha256,
    as: options.as,
    started: started.toISOString(),
    finished: new Date().toISOString(),
    status,
    cluster: { name: ground.name, own: ground.own },
    treatment: [...treatmentOf(options, corrections.setUp, blocks, ground), ...(stopped ? [stopped] : [])],
    cast,
    blocks: walked.map((block) => ({ ...block, ...(links.get(block.number) ?? { claims: [], about: [] }) })),
    ...(unread.length > 0 && { unread }),
    claims: blocksOfClaims(links),
    findings: judged.findings,
    accepted: judged.accepted,
    missing: status === 'complete' ? judged.missing : [],
    leftovers: changesBetween(ends.before, ends.after),
    redacted: Object.fromEntries(removed),
  } satisfies Walkthrough);
  await publish(folder, `${name}-${options.as}`, result);
  if (failure && !signal.aborted) process.stdout.write(forTerminal(`${messageOf(failure)}\n`));
  return report(result, folder, fallen.length, failure !== undefined);
}

async function prepare({ document: wanted, as, lines }: WalkOptions) {
  const sources = await ledgersIfAny();
  const document = wantedDocument(wanted, sources, [root, content]);
  const source = sources.find((one) => one.document.path === document.path);
  const written = { ledger: { places: {} }, accepted: document, claims: [], ...source, document };
  const corrections = await loadCorrections(content, written.accepted);
  const text = as === 'corrected' ? corrected(written) : asWritten(written);
  // a copy that has every erratum makes no promise of the former text
  const judgedAs: 'written' | 'corrected' = text.isCorrected ? 'corrected' : as;
  const unread = unreadOf(text.document);
  if (text.blocks.length === 0) throw new UsageError(nothingRead(document.path, unread));
  const blocks = text.blocks.filter(({ first }) => !lines || (lines[0] <= first && first <= lines[1]));
  if (blocks.length === 0)
    throw new UsageError(`LINES=${lines?.join('-')}: no block of commands of ${document.path} begins there.`);
  return {
    document,
    sources,
    typed: text.document,
    corrections,
    blocks,
    unread,
    links: linkClaims(document, scriptOf(document), text.claims),
    fallen: [
      ...claimsStand(text.claims).map(describeProblem),
      ...fallenPromises(text, corrections, text.isCorrected ? 'corrected' : 'written'),
    ],
    judgedAs,
  };
}

/** A document may be walked before it has a ledger. */
const ledgersIfAny = (): Promise<Source[]> => (existsSync(join(content, ledgerFolder)) ? readSources() : Promise.resolve([]));

/** One walk at a time in a checkout; in the standing cluster none beside a run of the claims. */
function turn({ stands }: WalkOptions): DisposableStack {
  const locks = new DisposableStack();
  const take = (file: string) => {
    const lock = takeLock(file, 'make walkthrough');
    locks.defer(() => lock.release());
  };
  try {
    take(join(folderOfWalks, '.lock'));
    if (stands) take(runLock);
    return locks;
  } catch (error) {
    locks.dispose();
    throw error;
  }
}

function groundFor({ stands, keep }: WalkOptions, blocks: ScriptBlock[]): Promise<Ground> {
  if (stands) return standingGround();
  const makesIt = blocks[0]?.steps[0]?.text === 'make kind-up';
  return ownGround({ up: !makesIt, keep });
}

const ending = ({ own, name }: Ground, { keep }: WalkOptions): string =>
  own
    ? keep
      ? `cluster ${name} stays: CLUSTER_NAME=${name} make kind-down\n`
      : 'removing the cluster\n'
    : 'removing what the walk made\n';

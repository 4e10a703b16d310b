import { existsSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { forTerminal } from '../cluster/host/forTerminal.ts';
import { UnfitFile } from '../cluster/host/regularFile.ts';
import { keepCompiled } from './compileCache.ts';
import { PackError } from './pack/errors.ts';
import { main as verifyPack } from './pack/verify-pack.mjs';

const latest = resolve(import.meta.dirname, 'out/latest');

const help = `Usage: reports/cli.ts <command>

  render [pack]          write every format and SHA256SUMS into the pack (default: reports/out/latest); a pack that was altered since its
                         run signed it, or that somebody else signed, is left as it is; --sign: the run that made the pack ends
  verify-pack <pack>     compute every hash and count the verdicts again, check the signatures, look for missing, added and
                         orphaned files; --key <fingerprint>: the signer must have this key
                         (without this suite: node verify-pack.mjs <pack>, with the script of Meshproof's repository)
  pdf [pack]             print the pack's page into <pack>.pdf, beside the pack, with Chromium
  diff <A> <B>           compare two runs claim by claim into reports/out/diff/
  walkthrough <folder>   write index.html and table.md into the folder of a walk-through, from its walkthrough.json
  render-gate <folder>   write every form of a gate's result into its folder, from its gate.json
  render-matrix <folder> write the page of claims by version into a matrix's folder, from its cells.json, with JSON, CSV and badges
  render-radar <folder>  write index.html and radar.md into the folder of a radar, from its radar.json

Exit status: 0 done, intact, no new failure; 1 altered or unreadable input, a new failure; 3 usage.
`;

function usage(problem: string): number {
  process.stderr.write(`${problem}\n\n${help}`);
  return 3;
}

// Each command loads its own libraries: verify-pack and --help need none of them.

async function render(pack: string, sign: boolean): Promise<number> {
  const [{ renderPack }, { installationSigner }, { signerOf }] = await Promise.all([
    import('./render.ts'),
    import('./pack/attest/signer.ts'),
    import('./pack/attest/signed.ts'),
  ]);
  const signer = sign ? await installationSigner() : await signerOf(pack);
  await renderPack(pack, signer);
  process.stdout.write(`${resolve(pack, 'index.html')}\n`);
  if (!signer) process.stderr.write(`${pack} is unsigned: only the run itself signs its pack, at its end.\n`);
  return 0;
}

async function pdf(pack: string): Promise<number> {
  const [{ loadPack }, { printPack }] = await Promise.all([import('./pack/load.ts'), import('./formats/pdf/print.ts')]);
  const dir = existsSync(pack) ? await realpath(pack) : pack;
  const { evidence } = await loadPack(dir);
  await writeFile(`${dir}.pdf`, await printPack(dir, evidence.run.finished));
  process.stdout.write(`${dir}.pdf\n`);
  return 0;
}

/** A run is named by its folder, or by its name below reports/out. */
const packOf = (run: string) => (existsSync(join(run, 'evidence.json')) ? run : resolve(import.meta.dirname, 'out', run));

async function diff(a: string, b: string): Promise<number> {
  const { writeDiff } = await import('./diff/writeDiff.ts');
  const { page, newFailures } = await writeDiff(packOf(a), packOf(b), resolve(import.meta.dirname, 'out/diff'));
  process.stdout.write(`${newFailures} new failure${newFailures === 1 ? '' : 's'}\n${page}\n`);
  return newFailures > 0 ? 1 : 0;
}

async function walkthrough(folder: string): Promise<number> {
  const { drawWalkthrough } = await import('./walkthrough/drawWalkthrough.ts');
  process.stdout.write(`${resolve(await drawWalkthrough(folder))}\n`);
  return 0;
}

async function renderGate(folder: string): Promise<number> {
  const { writeGate } = await import('./gate/writeGate.ts');
  for (const { file, says } of await writeGate(folder)) process.stdout.write(`${resolve(file)}: ${says}\n`);
  return 0;
}

async function renderMatrix(folder: string): Promise<number> {
  const { writeMatrix } = await import('./matrix/writeMatrix.ts');
  const { page, matrix } = await writeMatrix(folder);
  const count = (how: string) => matrix.claims.filter(({ differs }) => differs === how).length;
  process.stdout.write(
    `${matrix.claims.length} claims in ${matrix.cells.length} cells: ${count('verdict')} with another verdict, ${count('outcome')} with another outcome\n${resolve(page)}\n`,
  );
  return 0;
}

async function renderRadar(folder: string): Promise<number> {
  const { writeRadar } = await import('./radar/writeRadar.ts');
  for (const file of await writeRadar(folder)) process.stdout.write(`${resolve(file)}\n`);
  return 0;
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, key: { type: 'string' }, sign: { type: 'boolean' } },
  });
}

async function main(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage((error as Error).message);
  }
  const [command, first, second, ...rest] = parsed.positionals;
  if (parsed.values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (command === 'diff')
    return first && second && rest.length === 0 ? diff(first, second) : usage('diff needs two runs: A=<run> B=<run>.');
  if (second) return usage(`${command} takes one folder; remove: ${[second, ...rest].join(' ')}`);
  if (command === 'pdf') return pdf(first ?? latest);
  if (command === 'render') return render(first ?? latest, parsed.values.sign === true);
  if (command === 'walkthrough') return first ? walkthrough(first) : usage('walkthrough needs the folder of a walk-through.');
  if (command === 'render-gate')
    return first ? renderGate(first) : usage('render-gate needs the folder of a gate, with its gate.json.');
  if (command === 'render-matrix')
    return first ? renderMatrix(first) : usage('render-matrix needs the folder of a matrix, with its cells.json.');
  if (command === 'render-radar')
    return first ? renderRadar(first) : usage('render-radar needs the folder of a radar, with its radar.json.');
  if (command === 'verify-pack')
    return first
      ? verifyPack([first, ...(parsed.values.key ? ['--key', parsed.values.key] : [])])
      : usage('verify-pack needs the folder of a pack.');
  return usage(command ? `No such command: ${command}` : 'A command is needed.');
}

keepCompiled();
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof PackError || error instanceof UnfitFile)) throw error;
  process.stderr.write(forTerminal(`${error.message}\n`));
  return 1;
});

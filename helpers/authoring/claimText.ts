import { readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../errors.ts';
import { fileOf, fixturePath, readWorld, type WorkloadEntry } from '../lane/worldFile.ts';

interface Wanted {
  id: string;
  world: string;
}

/**
 * A claim's first spec: of a command what its reader sees, of anything else one workload that calls another. It is red, because it expects
 * the opposite of its control.
 *
 * @throws {UsageError} for a world that is unknown, or has no two such workloads where they are needed
 */
export async function claimText(wanted: Wanted, specFile: string, ofCommand: boolean): Promise<string> {
  const actors = await actorsOf(wanted.world, specFile);
  if (ofCommand) return textOfCommand(wanted);
  if (actors === undefined)
    throw new UsageError(
      `WORLD=${wanted.world} has no two workloads, of which one could call the other: use one such as plain, or one of your own.`,
    );
  return textOfCall(wanted, actors);
}

interface Actors {
  client: string;
  server: string;
}

/** A workload that others call, the backend where there is one, and one that calls it. */
async function actorsOf(world: string, specFile: string): Promise<Actors | undefined> {
  const { workloads } = await readWorld(world, specFile).catch((error: unknown) => {
    throw new UsageError(`WORLD=${world}: ${messageOf(error)}`);
  });
  const names = workloads.map(({ name }) => name);
  const isCalled = (entry: WorkloadEntry) => /^kind: Service$/m.test(readFileSync(fixturePath(fileOf(entry), specFile), 'utf8'));
  const server = names.find((name) => name === 'backend') ?? workloads.find(isCalled)?.name;
  const client = names.find((name) => name === 'frontend' && name !== server) ?? names.find((name) => name !== server);
  return server !== undefined && client !== undefined ? { client, server } : undefined;
}

/** `httpbin-foo` is httpbinFoo in a spec. */
const inCode = (name: string): string => name.replaceAll(/-(\w)/g, (_, first: string) => first.toUpperCase());
const taken = (name: string): string => (inCode(name) === name ? name : `'${name}': ${inCode(name)}`);

function textOfCall({ id, world }: Wanted, { client, server }: Actors): string {
  const [from, to] = [inCode(client), inCode(server)];
  return `claim('${id}', async ({ lane, control, expect }) => {
  const { ${taken(client)}, ${taken(server)} } = await lane.world('${world}');
  await control('the ${client} reaches the ${server}', ${from}.get(${to})).toReach(${to});

  await expect(${from}.get(${to})).toBeDropped();
});
`;
}

function textOfCommand({ id, world }: Wanted): string {
  return `claim('${id}', async ({ lane, control, expect, reader, written }) => {
  await lane.world('${world}');

  const done = await lane.attempt(reader.runs(written.command()));
  await control('the command does its work', done).toSucceed();

  await expect(done).toExit(1);
});
`;
}

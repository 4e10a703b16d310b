import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineName } from '../host/engine.ts';
import { InfrastructureError } from '../host/errors.ts';
import type { Lab } from './session.ts';
import { checkout } from '../host/names.ts';
import { type ProcessId, processId } from '../host/process.ts';
import { type Supply, supplySchema } from './supply.ts';
import { readCluster } from './state.ts';

/** `made.json`: written before anything else is made, so that even a killed `up` says what to look for. */
const madeSchema = z.strictObject({
  name: z.string(),
  provider: z.string(),
  engine: z.enum(['docker', 'podman']).optional(),
  checkout: z.string(),
  by: z.strictObject({ pid: z.int(), started: z.string() }),
  at: z.iso.datetime(),
});
export type Made = z.infer<typeof madeSchema> & { by: ProcessId };

export function readMade(folder: string): Made | undefined {
  const path = join(folder, 'made.json');
  if (!existsSync(path)) return undefined;
  const parsed = madeSchema.safeParse(JSON.parse(readFileSync(path, 'utf8') || 'null'));
  return parsed.success ? parsed.data : undefined;
}

export function writeMade(lab: Lab, provider: string, engine?: EngineName): void {
  mkdirSync(lab.folder, { recursive: true, mode: 0o700 });
  const made: Made = { name: lab.name, provider, engine, checkout, by: processId(), at: new Date().toISOString() };
  writeFileSync(join(lab.folder, 'made.json'), `${JSON.stringify(made, null, 2)}\n`);
}

/** What the standing cluster was made of: later commands add Istio and add-ons from it without building again. */
export function writeSupply(lab: Lab, supply: Supply): void {
  writeFileSync(join(lab.folder, 'supply.json'), `${JSON.stringify(supplySchema.parse(supply), null, 2)}\n`);
}

/** What `writeSupply` wrote, or undefined when nothing was made under the lab's name. */
export function findSupply({ folder }: Pick<Lab, 'folder'>): Supply | undefined {
  const path = join(folder, 'supply.json');
  return existsSync(path) ? supplySchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** @throws InfrastructureError when no cluster stands under the lab's name */
export function readSupply(lab: Lab): Supply {
  const supply = readCluster(lab.name, lab.env) && findSupply(lab);
  if (!supply) throw new InfrastructureError(`There is no cluster ${lab.name}.`, { remedy: 'Run `make kind-up` first.' });
  return supply;
}

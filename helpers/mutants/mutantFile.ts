import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { yamlValue } from '../../cluster/host/yaml.ts';
import { UsageError } from '../errors.ts';
import type { Manifest } from '../kube/objects.ts';
import { loadLedger } from '../ledger/load.ts';
import { select } from '../ledger/select.ts';
import { scanSpecs } from '../ledger/specs.ts';
import { root } from '../root.ts';
import { alteration, alterationSchema } from './admissionPolicy.ts';
import { rewriteSchema } from './rewritten.ts';

const object = z
  .looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  })
  .describe('a Kubernetes object, or a merge patch of one');

export const mutantSchema = z
  .strictObject({
    says: z.string().describe('what is broken, in words'),
    instrument: z
      .boolean()
      .default(false)
      .describe('what is broken is what claims read with: they notice it by not being able to read'),
    unread: z
      .string()
      .optional()
      .describe('words of the reason of each claim that ends before a statement, because an instrument is seen not to work'),
    alters: z.array(alterationSchema).default([]).describe('what the API server keeps of the lanes’ objects'),
    break: z
      .array(object)
      .default([])
      .describe('merge patches of objects that exist, and whole objects that do not; both are taken back'),
    rewrites: z.array(rewriteSchema).default([]).describe('what the documents say, where a spec reads their text'),
    terminal: z
      .record(z.string(), z.string())
      .default({})
      .describe('variables of the reader’s shell, where a claim is about programs of the workstation'),
    claims: z
      .array(z.string())
      .min(1)
      .describe('ids or globs: each has to leave its expected verdict, and none may end verified'),
    holds: z
      .array(z.string())
      .default([])
      .describe('those of the claims which the ledger calls wrong and which are true in this world: they have to end verified'),
    unmoved: z
      .record(z.string(), z.string())
      .default({})
      .describe('claims of these globs that do not hang on what is broken, and why'),
  })
  .refine(({ instrument, unread }) => instrument || unread === undefined, 'unread is for what claims read with: instrument: true')
  .refine(
    ({ alters, break: broken, rewrites, terminal }) =>
      [alters, broken, rewrites, Object.keys(terminal)].filter((one) => one.length > 0).length === 1,
    'says either what it alters, what it breaks, what it rewrites or what the terminal has',
  )
  .meta({
    description: 'A world that is broken on purpose, and the claims that have to notice.',
    // the refinement above, for editors
    oneOf: [{ required: ['alters'] }, { required: ['break'] }, { required: ['rewrites'] }, { required: ['terminal'] }],
  });

/** `altering`: the objects that alter others; `targets`: the claims that have a spec of their own and have to notice. */
export type Mutant = z.infer<typeof mutantSchema> & { name: string; altering: Manifest[]; targets: string[] };

/** The mutants of fixtures/mutants, or those `wanted`, with commas between. Throws UsageError for one that is not there or not sound. */
export async function readMutants(wanted: string | undefined): Promise<Mutant[]> {
  const folder = join(root, 'fixtures/mutants');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).map((name) => name.replace('.yaml', ''));
  const chosen = wanted?.split(',') ?? names;
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown)
    throw new UsageError(`MUTANTS=${unknown}: there is no fixtures/mutants/${unknown}.yaml; there are ${names.join(', ')}.`);
  const ledger = await loadLedger();
  const { places } = await scanSpecs(root, ledger);
  return Promise.all(
    chosen.map(async (name) => {
      const parsed = mutantSchema.safeParse(
        yamlValue(await readFile(join(folder, `${name}.yaml`), 'utf8'), `fixtures/mutants/${name}.yaml`),
      );
      if (!parsed.success) throw new UsageError(`fixtures/mutants/${name}.yaml: ${z.prettifyError(parsed.error)}`);
      const { alters, claims, unmoved } = parsed.data;
      const matched = select(ledger, { claims: claims.join(',') }).filter((id) => places.has(id));
      const stray = Object.keys(unmoved).find((id) => !matched.includes(id));
      if (stray)
        throw new UsageError(
          `fixtures/mutants/${name}.yaml: unmoved names ${stray}, which \`claims\` does not match or no spec runs`,
        );
      const targets = matched.filter((id) => !(id in unmoved));
      return { ...parsed.data, name, altering: alters.flatMap((one, index) => alteration(one, index)), targets };
    }),
  );
}

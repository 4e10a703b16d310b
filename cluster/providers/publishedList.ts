import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../host/errors.ts';
import { yamlValue } from '../host/yaml.ts';
import { substitutionSchema } from '../records/state.ts';
import { publishedSchema, readVersions } from '../versions.ts';

/** What a registry has under published names, and is not what was published: the report says so, and Istio is told. */
const standInsSchema = z.strictObject({
  says: z.string().describe('what cluster it makes, for the report'),
  overlay: z.string().describe('IstioOperator file, in place of the one for published images'),
  extra: z.array(z.string()).describe('files applied after the install'),
  networkPolicy: z.string().describe('the engine that enforces NetworkPolicy, with its version'),
  substitutions: z.array(substitutionSchema),
});

const listSchema = publishedSchema.extend({ standIns: standInsSchema.optional() });
export type PublishedList = z.infer<typeof listSchema>;

type Environment = Record<string, string | undefined>;

/**
 * The images that `kind` takes: `published` of `cluster/versions.yaml`, or the file that PUBLISHED names.
 *
 * @throws UsageError where that file cannot be read, or has not the form of `published`
 */
export function readPublished({ PUBLISHED }: Environment): PublishedList {
  if (!PUBLISHED) return readVersions().published;
  try {
    return listSchema.parse(yamlValue(readFileSync(PUBLISHED, 'utf8'), PUBLISHED));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new UsageError(`PUBLISHED=${PUBLISHED} is no list of published images: ${why}`, {
      cause,
      remedy: 'Give it the form of `published` in cluster/versions.yaml.',
    });
  }
}

import { yamlValue } from '../../cluster/host/yaml.ts';
import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';
import type { SuiteRecord } from '../evidence/fidelity.ts';

const part = z.object({ result: z.enum(['success', 'partial', 'failure']) });

/** What is read of a ConformanceReport (gateway-api, conformance/apis/v1). */
const reportSchema = z.object({
  kind: z.literal('ConformanceReport'),
  profiles: z
    .array(z.object({ name: z.string(), summary: z.string().default(''), core: part, extended: part.optional() }))
    .default([]),
});

/**
 * The profiles of Gateway API's own conformance report, by name.
 *
 * @param source YAML
 * @throws {InfrastructureError} where it is no such report
 */
export function readConformanceReport(source: string): SuiteRecord['profiles'] {
  const parsed = reportSchema.safeParse(yamlValue(source, 'the conformance report'));
  if (!parsed.success)
    throw new InfrastructureError(`Gateway API's conformance report cannot be read: ${z.prettifyError(parsed.error)}`, {
      remedy: 'Compare the suite’s version with the form that helpers/fidelity/conformanceReport.ts reads.',
    });
  return parsed.data.profiles
    .map(({ name, summary, core, extended }) => ({
      name,
      summary,
      core: core.result,
      ...(extended && { extended: extended.result }),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { yamlValue } from '../../cluster/host/yaml.ts';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';

/** The independent suites, in the order in which they run. */
export const suiteNames = ['gateway-api', 'network-policy'] as const;
export type SuiteName = (typeof suiteNames)[number];

export const suiteTitles: Record<SuiteName, string> = {
  'gateway-api': 'Gateway API conformance, profiles MESH-HTTP and MESH-GRPC',
  'network-policy': "Kubernetes' end-to-end specs of NetworkPolicy",
};

const expectedSuiteSchema = z.strictObject({
  floor: z.int().positive().describe('tests that have to pass'),
  features: z.array(z.string()).min(1).optional().describe('of gateway-api: features beyond the core that are declared'),
  leftOut: z
    .array(
      z.strictObject({
        match: z.string().describe('a regular expression, which the names match'),
        reason: z.string().describe('why they are not run: each record says it'),
      }),
    )
    .default([])
    .describe('of network-policy: specs that are not run'),
  holes: z
    .array(
      z.strictObject({
        test: z.string().describe('its whole name, as the suite tells it'),
        reason: z.string().describe('what our cluster lacks'),
      }),
    )
    .default([])
    .describe('tests that are known to fail: one that passes is as unexpected as another that fails'),
});

export const expectedOfSuitesSchema = z
  .strictObject({
    'gateway-api': expectedSuiteSchema.describe('Gateway API’s conformance'),
    'network-policy': expectedSuiteSchema.describe('Kubernetes’ end-to-end specs of NetworkPolicy'),
  } satisfies Record<SuiteName, z.ZodType>)
  .describe('What make fidelity expects of the independent suites.');

export type ExpectedSuite = z.infer<typeof expectedSuiteSchema>;

/** Relative to the checkout. */
export const expectedFile = 'fixtures/fidelity/expected.yaml';

/** @throws {UsageError} where the file breaks its schema */
export function readExpectedOfSuites(folder = root): Record<SuiteName, ExpectedSuite> {
  const parsed = expectedOfSuitesSchema.safeParse(yamlValue(readFileSync(join(folder, expectedFile), 'utf8'), expectedFile));
  if (!parsed.success) throw new UsageError(`${expectedFile}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

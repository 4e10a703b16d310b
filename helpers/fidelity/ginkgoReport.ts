import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';
import type { PeerTest } from '../evidence/fidelity.ts';
import type { ExpectedSuite } from '../evidence/expectedOfSuites.ts';

/** What is read of Ginkgo's JSON report (onsi/ginkgo, types/types.go): an array, a member for each suite. */
const reportSchema = z.array(
  z.object({
    SpecReports: z
      .array(
        z.object({
          ContainerHierarchyTexts: z.array(z.string()).nullish(),
          LeafNodeType: z.string(),
          LeafNodeText: z.string().default(''),
          State: z.string(),
          RunTime: z.number().nonnegative().default(0).describe('nanoseconds'),
          Failure: z.object({ Message: z.string().default('') }).nullish(),
        }),
      )
      .nullable(),
  }),
);

/**
 * The specs of a Ginkgo report, by name. A node around specs (BeforeSuite) is told where it failed.
 *
 * @param leftOut why specs were not run, by a regular expression of their names
 * @throws {InfrastructureError} where it is no such report
 */
export function readGinkgoReport(source: string, leftOut: ExpectedSuite['leftOut'] = []): PeerTest[] {
  const specs = reportOf(source).flatMap(({ SpecReports }) => SpecReports ?? []);
  return specs
    .flatMap(({ ContainerHierarchyTexts, LeafNodeType, LeafNodeText, State, RunTime, Failure }): PeerTest[] => {
      const outcome = outcomeOf(State);
      if (LeafNodeType !== 'It' && outcome !== 'failed') return [];
      const name = [...(ContainerHierarchyTexts ?? []), LeafNodeText].filter(Boolean).join(' ') || `[${LeafNodeType}]`;
      const said = Failure?.Message.trim().slice(0, 300) || (outcome === 'failed' ? State : undefined);
      const reason = outcome === 'skipped' ? (said ?? reasonOf(name, leftOut)) : said;
      return [{ name, outcome, seconds: Math.round(RunTime / 1e7) / 100, ...(outcome !== 'passed' && { reason }) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function reportOf(source: string): z.infer<typeof reportSchema> {
  try {
    return reportSchema.parse(JSON.parse(source));
  } catch (cause) {
    const says = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new InfrastructureError(`Ginkgo's report cannot be read: ${says}`, {
      cause,
      remedy: 'Compare the suite’s version with the form that helpers/fidelity/ginkgoReport.ts reads.',
    });
  }
}

/** A spec that panicked, ran out of time or was interrupted did not pass. */
function outcomeOf(state: string): PeerTest['outcome'] {
  if (state === 'passed') return 'passed';
  return state === 'skipped' || state === 'pending' ? 'skipped' : 'failed';
}

const reasonOf = (name: string, leftOut: ExpectedSuite['leftOut']): string =>
  leftOut.find(({ match }) => new RegExp(match).test(name))?.reason ?? 'it is not among the specs asked for';

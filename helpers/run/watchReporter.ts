import type { Reporter, TestCase, TestSpecification } from 'vitest/node';
import { runPlan } from '../evidence/runPlan.ts';
import { endWithParent, resultText, unhandledText } from './progressReporter.ts';

/** One line a claim with the verdict that it came to as expected, or its failure text. */
export default class WatchReporter implements Reporter {
  private readonly expected = new Map<string, string>();

  constructor() {
    endWithParent();
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    for (const { id, expected } of (await runPlan()).claims) this.expected.set(id, expected);
    process.stdout.write(
      `\n${new Date().toTimeString().slice(0, 8)} ${specifications.map(({ moduleId }) => moduleId.replace(/.*\/specs\//, 'specs/')).join(', ')}\n`,
    );
  }

  onTestCaseResult(test: TestCase): void {
    const passed = test.result().state === 'passed';
    process.stdout.write(resultText(test, passed ? (this.expected.get(test.name) ?? '') : ''));
  }

  onTestRunEnd(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
    process.stdout.write(`${unhandledText(unhandled)}save a spec to run it again, Ctrl-C to end\n`);
  }
}

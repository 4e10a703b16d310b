import { runPlan } from '../evidence/runPlan.ts';
import type { Reporter, TestCase } from 'vitest/node';

/** One line a claim with counts and time left. Vitest's own summary would repeat every failure text a second time. */
export default class ProgressReporter implements Reporter {
  private total = 0;
  private done = 0;
  private started = performance.now();

  constructor() {
    // after SIGKILL of verify, running lanes would write into a pack that the next run resumes
    process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    process.channel?.unref();
  }

  async onTestRunStart(): Promise<void> {
    this.total = (await runPlan()).results;
  }

  onTestCaseResult(test: TestCase): void {
    this.done++;
    const { state, errors = [] } = test.result();
    const mark = { passed: '✓', failed: '✗', skipped: '–', pending: '…' }[state];
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
    const left = ((performance.now() - this.started) / this.done) * Math.max(0, this.total - this.done);
    process.stdout.write(
      `${mark} [${this.done}/${this.total}] ${test.name}  ${seconds} s${this.done < this.total ? `, about ${inMinutes(left)} left` : ''}\n`,
    );
    for (const error of errors) process.stdout.write(`${error.message.replaceAll(/^/gm, '    ')}\n`);
  }

  onTestRunEnd(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
    for (const error of unhandled) process.stdout.write(`✗ outside any claim: ${error.stack ?? error.message}\n`);
  }
}

function inMinutes(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

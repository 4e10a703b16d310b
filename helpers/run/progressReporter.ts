import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { runPlan } from '../evidence/runPlan.ts';
import { readDurations, rememberDurations } from './durations.ts';
import { lanes } from './lanes.ts';
import { TimeLeft } from './timeLeft.ts';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** One line a claim with counts and time left. Vitest's own summary would repeat every failure text a second time. */
export default class ProgressReporter implements Reporter {
  private total = 0;
  private left: TimeLeft | undefined;

  constructor() {
    endWithParent();
  }

  async onTestRunStart(): Promise<void> {
    const { runs = [], results } = await runPlan();
    this.total = results;
    this.left = new TimeLeft({ names: runs, total: results, known: readDurations(), lanes: lanes().sure }, performance.now());
  }

  onTestCaseResult(test: TestCase): void {
    const passed = test.result().state === 'passed';
    const alone = test.module.moduleId.endsWith('.serial.spec.ts');
    this.left?.end({ name: test.name, ms: test.diagnostic()?.duration ?? 0, passed, alone }, performance.now());
    const left = this.left?.left(performance.now());
    const progress = `[${this.left?.done}/${this.total}]`;
    process.stdout.write(resultText(test, left === undefined ? '' : `about ${inMinutes(left)} left`, progress));
  }

  /** A spec that cannot be loaded has no claim to tell it by. */
  onTestModuleEnd(module: TestModule): void {
    process.stdout.write(brokenText(module));
  }

  onTestRunEnd(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
    if (this.left) rememberDurations(this.left.durations());
    process.stdout.write(unhandledText(unhandled));
  }
}

/** After SIGKILL of the program that started this one, running lanes would write into a pack that the next run resumes. */
export function endWithParent(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref();
}

/** A claim's line, and below it its failure text. */
export function resultText(test: TestCase, note: string, progress?: string): string {
  const { state, errors = [] } = test.result();
  const mark = { passed: '✓', failed: '✗', skipped: '–', pending: '…' }[state];
  const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
  const line = `${[mark, progress, test.name].filter(Boolean).join(' ')}  ${seconds} s${note && `, ${note}`}\n`;
  return line + errors.map(({ message }) => `${forTerminal(message).replaceAll(/^/gm, '    ')}\n`).join('');
}

export function brokenText(module: Pick<TestModule, 'moduleId' | 'errors'>): string {
  return forTerminal(
    module
      .errors()
      .map(({ message }) => `✗ ${module.moduleId} is not run: ${message}\n`)
      .join(''),
  );
}

export function unhandledText(unhandled: readonly { message: string; stack?: string }[]): string {
  return forTerminal(unhandled.map(({ stack, message }) => `✗ outside any claim: ${stack ?? message}\n`).join(''));
}

function inMinutes(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

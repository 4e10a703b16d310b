import type { WalkedCommand } from './schema.ts';

/** A command as a walk would have typed it, for tests: succeeded on the host unless `exit` or `more` say otherwise. */
export const plantedCommand = (line: number, output: string, exit = 0, more: Partial<WalkedCommand> = {}): WalkedCommand => ({
  line,
  lastLine: line,
  typed: `command ${line}`,
  attempt: 'as it stands',
  shell: 'host',
  at: 0,
  seconds: 0,
  exit,
  stages: [exit],
  output,
  interrupted: false,
  ...more,
});

import type { Step } from './step.ts';

/** What the display shows about steps at work. */
export interface Status {
  done: number;
  total: number;
  /** Steps at work with the seconds they have had. */
  running: { step: Step; seconds: number }[];
  /** Seconds that are left, as far as known. */
  left: number;
}

export interface Display {
  started(step: Step, status: Status): void;
  finished(step: Step, seconds: number, status: Status): void;
  note(text: string): void;
  /** Takes a live line off the screen. */
  close(): void;
}

/** `4:05` or `38 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

const count = ({ done, total }: Status) => `[${String(done).padStart(String(total).length)}/${total}]`;

/** One line when a step starts and one when it ends, for logs and pipes. */
export function lineDisplay(print: (line: string) => void): Display {
  return {
    started: ({ name }, status) => print(`${count(status)} ${name} …`),
    finished: ({ name }, seconds, status) =>
      print(`${count(status)} ${name} done in ${duration(seconds)}, about ${duration(status.left)} left`),
    note: print,
    close: () => undefined,
  };
}

/** Finished steps stay as lines; one last line says what is at work, and is renewed every second. */
export function liveDisplay(stream: NodeJS.WriteStream, status: () => Status): Display {
  const eraseLine = '\r\u001b[2K';
  const draw = () => {
    const now = status();
    const work = now.running.map(({ step, seconds }) => `${step.name} ${duration(seconds)}`).join(', ');
    stream.write(`${eraseLine}${`${count(now)} ${work} · about ${duration(now.left)} left`.slice(0, stream.columns - 1)}`);
  };
  const print = (line: string) => void stream.write(`${eraseLine}${line}\n`);
  const timer = setInterval(draw, 1000);
  timer.unref();
  return {
    started: draw,
    finished: ({ name }, seconds, now) => {
      print(`${count(now)} ${name} (${duration(seconds)})`);
      draw();
    },
    note: print,
    close: () => {
      clearInterval(timer);
      stream.write(eraseLine);
    },
  };
}

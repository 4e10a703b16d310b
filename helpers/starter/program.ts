import { execa } from 'execa';
import { outputLimit } from '../bounded.ts';
import type { Ended, Order } from './starter.ts';

const running = new Map<number, AbortController>();

process.on('message', (order: Order) => {
  if ('cancel' in order) running.get(order.cancel)?.abort();
  else void run(order);
});

// Ctrl-C is for whoever gives the orders
process.on('SIGINT', () => undefined);

// whoever gave the orders is gone: what still runs would be nobody's
process.on('disconnect', () => {
  for (const one of running.values()) one.abort();
});

async function run({ id, file, args, options }: Extract<Order, { id: number }>): Promise<void> {
  const cancel = new AbortController();
  running.set(id, cancel);
  const { exitCode, stdout, stderr, isMaxBuffer, failed, shortMessage } = await execa(file, args, {
    ...options,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    maxBuffer: outputLimit,
    cancelSignal: cancel.signal,
    forceKillAfterDelay: false,
  });
  running.delete(id);
  const message = failed ? shortMessage : undefined;
  if (process.connected) process.send?.({ id, exitCode, stdout, stderr, isMaxBuffer, message } satisfies Ended);
}

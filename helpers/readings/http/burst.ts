import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { InfrastructureError } from '../../errors.ts';
import { start, type ExecResult, type PodRef } from '../../kube/exec.ts';
import type { Sample } from '../reading.ts';
import { AnswerLines } from './answerLines.ts';
import { burstScript, counter, curlArguments, parseOutcome, type HttpRequest } from './curl.ts';
import { inWords, type HttpOutcome } from './refusal.ts';

export interface Burst {
  samples: AsyncIterable<Sample<HttpOutcome>>;
  /** SYNs the client's kernel sent again during the burst, once the samples have been read; undefined where the counters were not. */
  synRetransmissions(): number | undefined;
}

interface Pace {
  count: number;
  /** Seconds between starts; 0 waits for each answer. */
  gap: number;
}

/** Runs a burst of one request inside a pod and hands out each outcome as it arrives. Leaving the loop ends the burst. */
export function burst(at: PodRef, request: HttpRequest, pace: Pace): Burst {
  const nonce = randomBytes(5).toString('hex');
  const counters: string[] = [];
  const difference = () => {
    const [first, last] = counters.map((one) => counter(one, 'TcpExt', 'TCPSynRetrans'));
    return first === undefined || last === undefined ? undefined : last - first;
  };
  return { samples: read(), synRetransmissions: difference };

  async function* read(): AsyncGenerator<Sample<HttpOutcome>> {
    const lines = lineQueue();
    const decoder = new StringDecoder('utf8');
    const messages = new AnswerLines();
    const running = await start(
      at,
      ['sh', '-c', burstScript, 'probe', String(pace.count), String(pace.gap), nonce, ...curlArguments(request)],
      {
        onStdout: (chunk) => lines.push(decoder.write(chunk)),
      },
    );
    running.done.then(lines.end, lines.fail);
    try {
      for await (const line of lines) {
        const told = messages.push(line);
        if (told?.kind === 'counters') counters.push(told.payload);
        if (told?.kind === 'answer') yield sampleOf(`meshproof-${nonce}-${told.n}`, told.payload);
      }
    } finally {
      running.stop();
      await lines.until((line) => {
        const told = messages.push(line);
        if (told?.kind === 'counters') counters.push(told.payload);
        return counters.length > 1;
      }, 6000);
    }
  }
}

function sampleOf(nonce: string, base64: string): Sample<HttpOutcome> {
  const value = parseOutcome(base64);
  const ms = value.time.total * 1000;
  return { value, says: inWords(value), at: new Date(Date.now() - ms), ms, nonce };
}

/** Text chunks in, whole lines out. */
function lineQueue() {
  let rest = '';
  let ready: string[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake = Promise.withResolvers<void>();
  const turn = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    push: (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      ready.push(...parts);
      turn();
    },
    end: (result: ExecResult) => {
      if (result.exit !== 0 && result.exit !== 143)
        failure = new InfrastructureError(`the probe's shell ended with ${result.exit}: ${result.stderr.trim() || 'no message'}`);
      ended = true;
      turn();
    },
    fail: (error: Error) => {
      failure = error;
      ended = true;
      turn();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (ready.length > 0) yield ready.shift() as string;
        if (failure) throw failure;
        if (ended) return;
        await wake.promise;
      }
    },
    /** Reads on until `seen` says so, the end, or `limitMs`; never throws, because the outcome is known by then. */
    async until(seen: (line: string) => boolean, limitMs: number) {
      const deadline = performance.now() + limitMs;
      for (;;) {
        const lines = ready;
        ready = [];
        if (lines.some(seen) || ended || performance.now() > deadline) return;
        await Promise.race([wake.promise, new Promise((resolve) => setTimeout(resolve, 100))]);
      }
    },
  };
}

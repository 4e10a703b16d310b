import { Exec, type V1Status } from '@kubernetes/client-node';
import { PassThrough, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import pRetry from 'p-retry';
import { Bounded, TooLong } from '../bounded.ts';
import { InfrastructureError, messageOf } from '../errors.ts';
import { failing, garbage, isFailing, recall, remember, type Failure } from '../failure.ts';
import { stayWithin } from './bounds.ts';
import { connection } from './connection.ts';
import { uses, usesIn } from '../uses.ts';
import { waiting } from '../waiting.ts';

export interface PodRef {
  namespace: string;
  pod: string;
  container: string;
}

export interface ExecResult {
  exit: number;
  stdout: Buffer;
  stderr: string;
  ms: number;
}

/** A process in a container that goes on until `stop` closes its standard input. */
export interface Running {
  done: Promise<ExecResult>;
  stop(): void;
}

interface Streams {
  onStdout?: (chunk: Buffer) => void;
  onStderr?: (chunk: string) => void;
}

/**
 * Starts `command` in a container. `done` rejects with InfrastructureError when the transport fails:
 * that says nothing about the command. A command's own exit status, whatever it is, resolves.
 * @throws {NotApplicable} in a pod of a cluster that is not ours, outside of the lane's namespaces
 */
export async function start(at: PodRef, command: string[], streams: Streams = {}): Promise<Running> {
  uses('kubernetes');
  usesIn(command.join(' '));
  const failure = failing();
  const question = JSON.stringify([at, command]);
  if (failure) return { done: brokenExec(failure, question, streams), stop: () => undefined };
  await stayWithin('POST', `/api/v1/namespaces/${at.namespace}/pods/${at.pod}/exec`);
  const { config } = await connection();
  const started = performance.now();
  const stdout = new Bounded(`What ${command[0]} printed in ${at.pod}`);
  const errors = new Bounded(`What ${command[0]} printed as errors in ${at.pod}`);
  let stderr = '';
  const decoder = new StringDecoder('utf8');
  const stdin = new PassThrough();
  const { promise, resolve, reject } = Promise.withResolvers<ExecResult>();
  const fail = (why: string) =>
    reject(new InfrastructureError(`exec in ${at.namespace}/${at.pod}/${at.container} failed: ${why}`));
  const cut = new AbortController();
  const sink = (take: (chunk: Buffer) => void) =>
    new Writable({
      write(chunk: Buffer, _encoding, next) {
        if (cut.signal.aborted) return next();
        try {
          take(chunk);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          // the command meets a closed connection
          stdin.end();
          cut.abort();
        }
        next();
      },
    });
  const out = sink((chunk) => {
    stdout.push(chunk);
    streams.onStdout?.(chunk);
  });
  const err = sink((chunk) => {
    errors.push(chunk);
    const text = decoder.write(chunk);
    stderr += text;
    streams.onStderr?.(text);
  });
  const finish = (status: V1Status) => {
    const exit = exitOf(status);
    if (exit === undefined) fail(status.message ?? 'no reason given');
    else
      resolve(
        remember(question, {
          exit,
          stdout: stdout.bytes(),
          stderr: stderr + decoder.end(),
          ms: performance.now() - started,
        }),
      );
  };
  const opened = await new Exec(config)
    .exec(at.namespace, at.pod, at.container, command, out, err, stdin, false, finish)
    .catch((error: unknown) => {
      throw new NotStarted(
        `exec in ${at.namespace}/${at.pod}/${at.container} did not start: ${messageOf(error) || 'connection refused'}`,
      );
    });
  cut.signal.addEventListener('abort', () => opened.close());
  if (cut.signal.aborted) opened.close();
  opened.onclose = () => fail('the connection closed before the command ended');
  return { done: waiting(() => promise), stop: () => void stdin.end() };
}

async function brokenExec(failure: Failure, question: string, streams: Streams): Promise<ExecResult> {
  const result = { exit: 0, stdout: Buffer.from(''), stderr: '', ms: 1 };
  if (failure === 'unreachable' || failure === 'cut')
    throw new InfrastructureError('the connection closed before the command ended');
  if (failure === 'missing') return { ...result, exit: 127, stderr: 'sh: 1: curl: not found\n' };
  if (failure === 'timeout') return { ...result, exit: 137 };
  if (failure === 'mute') return { ...result, exit: 1 };
  if (failure === 'empty') return result;
  if (failure === 'stale') return recall<ExecResult>(question) ?? result;
  streams.onStdout?.(Buffer.from(garbage));
  return { ...result, stdout: Buffer.from(garbage) };
}

/** The API server refused the connection, so no process was started. */
class NotStarted extends InfrastructureError {}

/**
 * Runs `command` to its end. A connection that was refused is tried again (twice). One that broke later is tried again only for
 * a command that merely reads: whatever else may have run already, and its requests would be sent twice.
 */
export function exec(at: PodRef, command: string[], { reads = false } = {}): Promise<ExecResult> {
  return pRetry(
    async () => {
      const running = await waiting(() => start(at, command));
      return running.done;
    },
    {
      retries: isFailing() ? 0 : 2,
      minTimeout: 200,
      shouldRetry: ({ error }) =>
        error instanceof NotStarted || (reads && error instanceof InfrastructureError && !(error instanceof TooLong)),
    },
  );
}

/** Exit status of a finished command; undefined when the status is about the transport. Shape: Kubernetes `V1Status`. */
function exitOf(status: V1Status): number | undefined {
  if (status.status === 'Success') return 0;
  const cause = status.details?.causes?.find((one) => one.reason === 'ExitCode');
  return cause?.message === undefined ? undefined : Number(cause.message);
}

import { ThreadsPoolWorker, type PoolOptions, type PoolRunnerInitializer, type WorkerRequest } from 'vitest/node';

type Listener = (...args: unknown[]) => void;

/** A thread that outlives the run of vitest that it was made for, with the lane that its modules hold. */
class KeptThread extends ThreadsPoolWorker {
  private readonly listeners = new Set<Listener>();
  private readonly free: KeptThread[];
  private begun = false;

  constructor(options: PoolOptions, free: KeptThread[]) {
    super(options);
    this.free = free;
  }

  override on(event: string, callback: Listener): void {
    if (event === 'message') this.listeners.add(callback);
    super.on(event, callback);
  }

  override off(event: string, callback: Listener): void {
    this.listeners.delete(callback);
    super.off(event, callback);
  }

  /** vitest begins and ends a thread with each run; only the first beginning reaches the thread. */
  override send(message: WorkerRequest): void {
    if (message.type === 'stop') this.answer('stopped');
    else if (message.type === 'start' && this.begun) this.answer('started');
    else super.send(message);
    this.begun = true;
  }

  override async start(): Promise<void> {
    if (!this.begun) await super.start();
  }

  override stop(): Promise<void> {
    for (const listener of this.listeners) this.off('message', listener);
    this.free.push(this);
    return Promise.resolve();
  }

  private answer(type: 'started' | 'stopped'): void {
    setImmediate(() => this.listeners.forEach((listener) => listener({ __vitest_worker_response__: true, type })));
  }
}

/** A pool whose threads are used again by the next run of the same project. A module that was loaded once is not loaded again, but for specs. */
export function keptThreads(): PoolRunnerInitializer {
  const free = new Map<string, KeptThread[]>();
  return {
    name: 'kept-threads',
    createPoolWorker: (options) => {
      const ofProject = free.get(options.project.name) ?? [];
      free.set(options.project.name, ofProject);
      return ofProject.pop() ?? new KeptThread(options, ofProject);
    },
  };
}

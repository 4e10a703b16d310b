let active = 0;
let since = 0;
let total = 0;

/** Counts the wall time in which at least one call to the cluster is under way, so that our own overhead is the rest. */
export async function waiting<T>(work: () => Promise<T>): Promise<T> {
  if (active++ === 0) since = performance.now();
  try {
    return await work();
  } finally {
    if (--active === 0) total += performance.now() - since;
  }
}

/** Milliseconds waited since the last call. One claim runs at a time in a worker, so the count is that claim's. */
export function takeWaitingMs(): number {
  const taken = total + (active > 0 ? performance.now() - since : 0);
  total = 0;
  since = performance.now();
  return taken;
}

/**
 * Calls `work` for every item, at most `width` at a time, and returns what they gave in the order of the items.
 * For thousands of small files: one after the other waits for each, all at once runs out of descriptors.
 */
export async function together<T, R>(items: readonly T[], work: (item: T) => Promise<R>, width = 32): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

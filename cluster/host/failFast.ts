/** Runs tasks side by side. The first failure stops the others and, once they have ended, is thrown. */
export async function together(lab: { abort(reason: Error): void }, tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const running = tasks.map((task) => task());
  try {
    await Promise.all(running);
  } catch (error) {
    lab.abort(error instanceof Error ? error : new Error(String(error)));
    await Promise.allSettled(running);
    throw error;
  }
}

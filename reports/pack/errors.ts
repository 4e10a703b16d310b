/** A pack or a walk-through cannot be used. The message names the file, the cause and the remedy. */
export class PackError extends Error {
  override name = 'PackError';
}

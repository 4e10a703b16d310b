/**
 * Renders each thing once: the page is laid out again until it fits, and what depends on a claim or a file alone stays the
 * same. What follows the first argument has to be the same wherever that is.
 */
export function remembered<K extends WeakKey, Rest extends unknown[], T>(render: (key: K, ...rest: Rest) => T): typeof render {
  const known = new WeakMap<K, { rendered: T }>();
  return (key, ...rest) => {
    const one = known.get(key) ?? { rendered: render(key, ...rest) };
    known.set(key, one);
    return one.rendered;
  };
}

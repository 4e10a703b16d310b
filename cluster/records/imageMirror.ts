import { UsageError } from '../host/errors.ts';

type Environment = Record<string, string | undefined>;

/**
 * The registry, with a prefix where it has one, that IMAGES names; undefined without it.
 *
 * @throws UsageError for a text that is none
 */
export function mirrorOf({ IMAGES }: Environment): string | undefined {
  if (!IMAGES) return undefined;
  if (/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*\/?$/.test(IMAGES)) return IMAGES.replace(/\/$/, '');
  throw new UsageError(`IMAGES=${IMAGES} is no registry.`, {
    remedy: 'IMAGES=<registry>/<prefix>, such as registry.example.com:5000/mirror, where library/nginx and the others are.',
  });
}

/** An image by its name in the mirror: its own without the registry, so that nginx is `<mirror>/library/nginx`. */
export function mirrored(image: string, env: Environment = process.env): string {
  const mirror = mirrorOf(env);
  if (!mirror) return image;
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0) return `${mirror}/library/${image}`;
  return `${mirror}/${/[.:]|^localhost$/.test(first) ? rest.join('/') : image}`;
}

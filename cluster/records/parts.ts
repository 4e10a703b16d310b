import { z } from 'zod';

/** Parts of a lab that have no image or program of their own to go by. */
const functions = [
  'kubernetes',
  'node',
  'pod network',
  'NetworkPolicy',
  'cluster DNS',
  'istiod',
  'istio.alpn',
  'istio.stats',
  'prometheus',
  'kiali',
] as const;

/** What a claim can have used and a stand-in can replace: `image docker.io/library/nginx`, `program kubectl`, or a part without a name of its own. */
export const partSchema = z.union([
  z.enum(functions),
  z.templateLiteral(['image ', z.string()]),
  z.templateLiteral(['program ', z.string()]),
]);
export type Part = z.infer<typeof partSchema>;

/** An image by its name in full, without tag and digest: `nginx:1.29` is docker.io/library/nginx. */
export function imagePart(image: string): Part {
  const name = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const [host = '', ...rest] = name.split('/');
  if (rest.length === 0) return `image docker.io/library/${name}`;
  return /[.:]|^localhost$/.test(host) ? `image ${name}` : `image docker.io/${name}`;
}

import { UsageError } from '../errors.ts';
import { partOf } from './record.ts';

/** The variables that make a cell: each may have several values, and every combination is one. */
export const axes = Object.keys(partOf) as (keyof typeof partOf)[];

/** What one cell asks for; an empty value asks for nothing: Istio’s own defaults. */
export type Wish = Partial<Record<(typeof axes)[number], string>>;

type Environment = Record<string, string | undefined>;

/**
 * Every combination of the values that the variables list, with commas between.
 *
 * @throws {UsageError} for a value that is listed twice or left empty, and where there is none at all
 */
export function wishesOf(env: Environment): Wish[] {
  const listed = axes.flatMap((axis) => {
    const text = env[axis];
    return text ? [[axis, valuesOf(axis, text)] as const] : [];
  });
  if (listed.length === 0)
    throw new UsageError(
      `No versions are named: list those of a part of the cluster, such as make matrix ISTIO=1.30.4,1.31.0 (${axes.join(', ')}).`,
    );
  return listed.reduce<Wish[]>(
    (some, [axis, values]) => some.flatMap((wish) => values.map((value) => ({ ...wish, [axis]: value }))),
    [{}],
  );
}

function valuesOf(axis: string, text: string): string[] {
  const values = text.split(',').map((one) => one.trim().replace(/^v(?=\d)/, ''));
  const twice = values.find((one, index) => values.indexOf(one) !== index);
  if (values.includes('') || twice !== undefined)
    throw new UsageError(
      `${axis}=${text}: ${twice ? `${twice} is listed twice` : 'a version is missing between two commas'}. Write each version once, with a comma between.`,
    );
  // beside other releases’ defaults, Istio’s own
  return axis === 'COMPATIBILITY' ? values.map((one) => (one === 'none' ? '' : one)) : values;
}

/** `2/4` is the second of four: one job runs one cell. @throws {UsageError} where the cells are not as many */
export function cellOf(text: string, cells: number): number {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const index = Number(number);
  if (!number || Number(of) !== cells || index < 1 || index > cells)
    throw new UsageError(
      `CELL=${text}: these versions make ${cells === 1 ? '1 cell' : `${cells} cells`}. Write CELL=1/${cells} to CELL=${cells}/${cells}.`,
    );
  return index - 1;
}

const asked = (wish: Wish, words: (axis: string, value: string) => string): string[] =>
  axes.flatMap((axis) => (wish[axis] ? [words(axis, wish[axis])] : []));

/** `Istio 1.30.4, Kubernetes 1.36.3`. */
export const describeWish = (wish: Wish): string =>
  asked(wish, (axis, value) => `${axis.charAt(0)}${axis.slice(1).toLowerCase()} ${value}`).join(', ') || 'Istio’s own defaults';

/** A name for its folder and its cluster: `istio-1.30.4-kubernetes-1.36.3`. */
export const nameOfWish = (wish: Wish): string =>
  (asked(wish, (axis, value) => `${axis.toLowerCase()}-${value}`).join('-') || 'default').replaceAll(/[^\w.-]/g, '_');

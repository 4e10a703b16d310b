import { UsageError } from '../host/errors.ts';
import { given } from './table.ts';

export type Environment = Record<string, string | undefined>;

/** Why a variable cannot have this value, and what to do; undefined where it can, or where any text is a value. */
export function wrongValue(name: string, value: string | undefined): string | undefined {
  const values = (given[name]?.takes ?? '<').split('|');
  if (!value || values[0]?.startsWith('<') || values.includes(value)) return undefined;
  const usable = values.filter((one) => one !== '0').map((one) => `${name}=${one}`);
  return `${name}=${value} is not valid: use ${usable.join(' or ')}, or leave it out.`;
}

/**
 * Whether a variable of the form `0|1` is 1.
 *
 * @throws UsageError for another value than 0 and 1
 */
export function isOn(name: string, env: Environment): boolean {
  const wrong = wrongValue(name, env[name]);
  if (wrong) throw new UsageError(wrong);
  return env[name] === '1';
}

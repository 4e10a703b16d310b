import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { yamlValue } from '../../cluster/host/yaml.ts';

/** A setting of a release: its default as the source has it, and the help text where there is one. */
export interface Setting {
  name: string;
  value: string;
  says?: string;
  file: string;
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const registration = new RegExp(
  String.raw`env\.Register\w*\(\s*"([A-Z][A-Z0-9_]*)",\s*([^,\n]+),\s*(${quoted}(?:\s*\+\s*${quoted})*)?`,
  'g',
);

/** Environment variables as a Go source registers them: name, default, help. */
export function variablesIn(source: string, file: string): Setting[] {
  return [...source.matchAll(registration)].map(([, name = '', value = '', help]) => ({
    name,
    value: value.trim(),
    ...(help && { says: [...help.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('') }),
    file,
  }));
}

/** Leaves of a YAML text by their path, such as `pilot.autoscaleMin`. */
export function leavesOf(text: string, file = 'a values file'): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: string[]): void => {
    if (value === null || typeof value !== 'object' || Object.keys(value).length === 0)
      return void leaves.set(path.join('.'), JSON.stringify(value));
    for (const [key, one] of Object.entries(value)) visit(one, key.startsWith('_internal_defaults') ? path : [...path, key]);
  };
  visit(yamlValue(text, file), []);
  return leaves;
}

/** Every environment variable that the programs of a module read. */
export async function readVariables(module: string): Promise<Map<string, Setting>> {
  const files = await filesOf(module, '{pilot,pkg,security,cni,operator,istioctl,tools}/**/*.go');
  const found = await Promise.all(
    files
      .filter((file) => !file.endsWith('_test.go'))
      .map(async (file) => variablesIn(await readFile(join(module, file), 'utf8'), file)),
  );
  return new Map(found.flat().map((one) => [one.name, one]));
}

/** The charts' values, each by the chart and its path. */
export async function readChartValues(module: string): Promise<Map<string, Setting>> {
  const files = await filesOf(module, 'manifests/charts/**/values.yaml');
  const found = await Promise.all(
    files.map(async (file) => {
      const leaves = leavesOf(await readFile(join(module, file), 'utf8'), file);
      const chart = file.split('/').at(-2) ?? '';
      return [...leaves].map(([path, value]): Setting => ({ name: `${chart}: ${path}`, value, file }));
    }),
  );
  return new Map(found.flat().map((one) => [one.name, one]));
}

/** What a profile sets so that a later release behaves as this minor did; undefined where there is no such profile. */
export async function readCompatibility(module: string, minor: string): Promise<Map<string, Setting> | undefined> {
  const file = `manifests/helm-profiles/compatibility-version-${minor}.yaml`;
  const text = await readFile(join(module, file), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return new Map([...leavesOf(text, file)].map(([path, value]) => [path, { name: path, value, file }]));
}

async function filesOf(module: string, pattern: string): Promise<string[]> {
  const files = await Array.fromAsync(glob(pattern, { cwd: module }));
  return files.sort();
}

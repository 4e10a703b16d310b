import { InfrastructureError } from '../errors.ts';
import { readChartValues, readCompatibility, readVariables, type Setting } from './settings.ts';

/** A default that is not what it was. `before` and `after` are as the sources have them; absent where the setting is. */
export interface ChangedDefault {
  name: string;
  /** Where it was found to differ: what the release itself names as changed behaviour, a program's variable, a chart's value. */
  by: 'compatibility profile' | 'variable' | 'chart value';
  before?: string;
  after?: string;
  says?: string;
  file: string;
}

const minorOf = (release: string): string => release.split('.').slice(0, 2).join('.');

/** A release and the folder of its module. */
export interface Release {
  release: string;
  folder: string;
}

/** Defaults of the later release that are not the earlier one's, what it names itself first. */
export async function changedDefaults(from: Release, to: Release): Promise<ChangedDefault[]> {
  const [wasVariable, isVariable] = [await readVariables(from.folder), await readVariables(to.folder)];
  const named = await namedByRelease(from, to, isVariable);
  const known = new Set(named.map(({ name }) => name));
  const [wasValue, isValue] = [await readChartValues(from.folder), await readChartValues(to.folder)];
  return [
    ...named.map((one) => ({ ...one, says: one.says ?? wasVariable.get(one.name)?.says })),
    ...differing(wasVariable, isVariable, 'variable').filter(({ name }) => !known.has(name)),
    ...differing(wasValue, isValue, 'chart value'),
  ].map((one) => without(one));
}

/** The profile of the earlier minor says how to keep its behaviour: what it sets has changed. */
async function namedByRelease(from: Release, to: Release, variables: Map<string, Setting>): Promise<ChangedDefault[]> {
  const minor = minorOf(from.release);
  if (minor === minorOf(to.release)) return [];
  const profile = await readCompatibility(to.folder, minor);
  if (!profile)
    throw new InfrastructureError(
      `Istio ${to.release} has no compatibility profile for ${minor}, which names its changed defaults.`,
      {
        remedy: 'Compare neighbouring minors, or see manifests/helm-profiles of the module for where it lies now.',
      },
    );
  return [...profile.values()].map(({ name, value, file }) => {
    const variable = name.split('.').at(-1) ?? name;
    const now = variables.get(variable);
    const isVariable = /^[A-Z][A-Z0-9_]+$/.test(variable);
    return {
      name: isVariable ? variable : name,
      by: 'compatibility profile',
      before: value.replaceAll('"', ''),
      after: now?.value,
      says: now?.says,
      file,
    };
  });
}

function differing(before: Map<string, Setting>, after: Map<string, Setting>, by: ChangedDefault['by']): ChangedDefault[] {
  const names = [...new Set([...after.keys(), ...before.keys()])].sort();
  return names.flatMap((name): ChangedDefault[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was?.value === is?.value) return [];
    return [{ name, by, before: was?.value, after: is?.value, says: is?.says ?? was?.says, file: (is ?? was)?.file ?? '' }];
  });
}

/** JSON has no undefined. */
const without = (one: ChangedDefault): ChangedDefault =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as unknown as ChangedDefault;

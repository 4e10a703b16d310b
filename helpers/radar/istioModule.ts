import { readVersions } from '../../cluster/versions.ts';
import { UsageError } from '../errors.ts';

/**
 * The version of the module istio.io/istio that is a release; `v` before it is dropped.
 *
 * @throws UsageError listing the releases whose module is known
 */
export function istioModuleOf(release: string): { release: string; module: string } {
  const plain = release.replace(/^v/, '');
  const { versions } = readVersions().istio;
  const known = Object.hasOwn(versions, plain) ? versions[plain] : undefined;
  if (known) return { release: plain, module: known.module };
  throw new UsageError(`No Go module of Istio ${release} is known.`, {
    remedy: `Name one of ${Object.keys(versions).join(', ')}. To add one: node cluster/providers/embedded/build/add/cli.ts --help.`,
  });
}

/** Below 0 where `a` is the older of two releases. */
export function byRelease(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

import { readVersions } from '../../cluster/versions.ts';
import { UsageError } from '../errors.ts';

/** A release is a tag, its Go module only a commit: versions of istio.io/istio by the release that they are. */
function modules(): Record<string, string> {
  const { istio, istioModule } = readVersions();
  return { '1.30.4': 'v0.0.0-20260826214018-9739e10eb9d7', [istio]: istioModule };
}

/**
 * The version of the module istio.io/istio that is a release; `v` before it is dropped.
 *
 * @throws UsageError listing the releases whose module is known
 */
export function istioModuleOf(release: string): { release: string; module: string } {
  const [plain, known] = [release.replace(/^v/, ''), modules()];
  const module = Object.hasOwn(known, plain) ? known[plain] : undefined;
  if (module !== undefined) return { release: plain, module };
  throw new UsageError(`No Go module of Istio ${release} is known.`, {
    remedy: `Name one of ${Object.keys(known).join(', ')}, or add the version of istio.io/istio that is ${release} beside these.`,
  });
}

/** Below 0 where `a` is the older of two releases. */
export function byRelease(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

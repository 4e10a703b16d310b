import { UsageError } from '../host/errors.ts';

type Environment = Record<string, string | undefined>;

/** @throws UsageError where a variable says of a cluster what only somebody else's may be like: a provider's own is as the provider makes it */
export function refuseOfOthers(provider: string, { REVISION, PROMETHEUS_AT, KIALI_AT, IMAGES }: Environment): void {
  const told: [name: string, value: string | undefined, why: string][] = [
    ['REVISION', REVISION, 'installs one Istio, without a revision'],
    ['PROMETHEUS_AT', PROMETHEUS_AT, 'installs a Prometheus of its own'],
    ['KIALI_AT', KIALI_AT, 'installs a Kiali of its own'],
    ['IMAGES', IMAGES, 'knows where its nodes get their images'],
  ];
  const [first] = told.filter(([, value]) => value);
  if (!first) return;
  const [name, value, why] = first;
  throw new UsageError(`${name}=${value}: provider ${provider} ${why}.`, {
    remedy: `Leave ${name} out, or use PROVIDER=existing.`,
  });
}

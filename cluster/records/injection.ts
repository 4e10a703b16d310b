/** The label by which a namespace asks for sidecars: Istio's usual one, or that of the revision or tag that REVISION names. */
export const injectionLabel = (env: Record<string, string | undefined> = process.env): [name: string, value: string] =>
  env.REVISION ? ['istio.io/rev', env.REVISION] : ['istio-injection', 'enabled'];

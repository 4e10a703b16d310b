import { stringify } from 'yaml';
import { InfrastructureError } from '../../host/errors.ts';
import { yamlValue } from '../../host/yaml.ts';
import { type Ask, openAsk } from '../../kube/ask.ts';
import { rights, tokenPath, userOf } from '../../records/rights.ts';

/** Longer than a run; a cluster may give less, and each bring-up asks anew. */
const tokenSeconds = 24 * 3600;

/** Who the API server says that a kubeconfig’s user is. */
async function userOfAsker(ask: Ask): Promise<string> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const { body } = await ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', { method: 'POST', body: review });
  return String(body?.status?.userInfo?.username ?? 'nobody that the API server names');
}

/** Whether a kubeconfig is one of the readers' that a run has made. */
export async function isReaders(text: string): Promise<boolean> {
  const user = await userOfAsker(await openAsk({ text }));
  return rights.readers.some((reader) => userOf(reader) === user);
}

/**
 * A kubeconfig of the suite's own identity, whose rights end at its lanes: with it all that follows is done. KUBECONFIG's user is asked for
 * nothing but this token, unless it is that identity already.
 *
 * @param text kubeconfig of one context
 * @throws InfrastructureError where the cluster has no such identity, or KUBECONFIG's user may not have its token
 */
export async function asRunner(context: string, text: string): Promise<string> {
  const ask = await openAsk({ text });
  const user = await userOfAsker(ask);
  if (user === userOf(rights.runner)) return text;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: tokenSeconds } };
  const { status, body } = await ask(tokenPath(rights.runner), { method: 'POST', body: request });
  const account = `ServiceAccount ${rights.namespace}/${rights.runner}`;
  if (status === 404)
    throw new InfrastructureError(`Context ${context} has no ${account}, whose rights end at the suite’s own namespaces.`, {
      remedy: `An administrator reads ${rights.manifest} and applies it once: kubectl --context ${context} apply --filename ${rights.manifest}`,
    });
  if (status !== 201)
    throw new InfrastructureError(
      `${user} may not ask for a token of ${account} in context ${context}: ${status} ${body?.message ?? ''}`,
      {
        remedy: `Ask an administrator for a kubeconfig of it: kubectl create token ${rights.runner} --namespace ${rights.namespace} --duration 24h`,
      },
    );
  return withToken(text, body.status.token as string);
}

/** The same context with this token and no other credential. */
function withToken(text: string, token: string): string {
  const config = yamlValue(text, 'the kubeconfig') as { contexts: { context: { user: string } }[] };
  const contexts = config.contexts.map((one) => ({ ...one, context: { ...one.context, user: rights.runner } }));
  return stringify({ ...config, contexts, users: [{ name: rights.runner, user: { token } }] });
}

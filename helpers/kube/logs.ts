import { InfrastructureError } from '../errors.ts';
import { excerpt } from '../evidence/shortened.ts';
import type { PodRef } from './exec.ts';
import { api } from './http.ts';

/** A container's log since an instant (all of it without one), as text. */
export async function logs(at: PodRef, since?: Date): Promise<string> {
  const query = new URLSearchParams({ container: at.container, ...(since && { sinceTime: since.toISOString() }) });
  const answer = await api(`/api/v1/namespaces/${at.namespace}/pods/${at.pod}/log?${query.toString()}`);
  if (answer.status !== 200)
    throw new InfrastructureError(
      `log of ${at.namespace}/${at.pod}/${at.container}: ${answer.status} ${excerpt(answer.body, 200)}`,
    );
  return answer.body;
}

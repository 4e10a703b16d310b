import { randomBytes } from 'node:crypto';
import { api } from '../kube/http.ts';
import type { Proof } from './reading.ts';

/** The API server answers with an object that it would make and does not: the answer is not an old one. */
export async function answersNow(namespace: string): Promise<Proof> {
  const name = `known-${randomBytes(4).toString('hex')}`;
  const { status, body } = await api(`/api/v1/namespaces/${namespace}/configmaps?dryRun=All`, {
    method: 'POST',
    contentType: 'application/json',
    body: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
  });
  const works = status === 201 && body.includes(`"${name}"`);
  return { works, says: `the API server ${works ? 'answers' : `answered ${status}`} in ${namespace} now` };
}

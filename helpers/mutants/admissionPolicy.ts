import { z } from 'zod';
import type { Manifest } from '../kube/objects.ts';

export const alterationSchema = z.strictObject({
  group: z.string().describe('API group; empty for the core group'),
  resource: z.string().describe('plural name, with a subresource where one is meant'),
  only: z.string().optional().describe('CEL: which objects of the lanes'),
  patch: z.string().describe('CEL: the list of JSONPatch operations'),
});

const apiVersion = 'admissionregistration.k8s.io/v1';
/** What has no namespace is altered wherever it comes from. */
const inLanes = "(!has(object.metadata.namespace) || object.metadata.namespace.startsWith('mp-'))";

/** A MutatingAdmissionPolicy and its binding: the API server alters the lanes' objects as they arrive. */
export function alteration({ group, resource, only, patch }: z.infer<typeof alterationSchema>, index: number): Manifest[] {
  const name = `meshproof-mutant-${index + 1}`;
  return [
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name },
      spec: {
        reinvocationPolicy: 'Never',
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [{ apiGroups: [group], apiVersions: ['*'], resources: [resource], operations: ['CREATE', 'UPDATE'] }],
        },
        matchConditions: [{ name: 'only-lanes', expression: only ? `${inLanes} && ${only}` : inLanes }],
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: patch } }],
      },
    },
    { apiVersion, kind: 'MutatingAdmissionPolicyBinding', metadata: { name }, spec: { policyName: name } },
  ];
}

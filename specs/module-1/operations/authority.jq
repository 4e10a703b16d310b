# A copy of the mesh's istiod. Its root lives for 30 s, is due after half of that, and is checked every 3 s.
# istiod first lists namespaces, which needs a ClusterRole. Both cluster-wide objects are deleted with their owner, the namespace.
def owned: {name: "\($namespace)-authority", ownerReferences: [{apiVersion: "v1", kind: "Namespace", name: $namespace, uid: $uid}]};
{
  apiVersion: "v1",
  kind: "List",
  items: [
    {
      apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: owned,
      rules: [{apiGroups: [""], resources: ["namespaces"], verbs: ["list", "watch"]}]
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata: owned,
      roleRef: {apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: owned.name},
      subjects: [{kind: "ServiceAccount", name: "authority", namespace: $namespace}]
    },
    {
      apiVersion, kind, metadata: {name: "authority"},
      spec: (.spec
        | .selector = {matchLabels: {app: "authority"}}
        | .template.metadata = {labels: {app: "authority", "sidecar.istio.io/inject": "false"}}
        | .template.spec.serviceAccountName = "authority"
        | .template.spec.terminationGracePeriodSeconds = 0
        | del(.template.spec.containers[0].readinessProbe)
        | .template.spec.containers[0].env += [
            {name: "CITADEL_SELF_SIGNED_CA_CERT_TTL", value: "30s"},
            {name: "CITADEL_SELF_SIGNED_ROOT_CERT_GRACE_PERIOD_PERCENTILE", value: "50"},
            {name: "CITADEL_SELF_SIGNED_ROOT_CERT_CHECK_INTERVAL", value: "3s"},
            {name: "CITADEL_ENABLE_JITTER_FOR_ROOT_CERT_ROTATOR", value: "false"}
          ])
    }
  ]
}

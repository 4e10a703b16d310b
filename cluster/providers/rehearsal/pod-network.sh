#!/bin/bash
# Does on each node what kindnet does there, in a pod of the node's own network. Arguments: `start`, which gives the node its pod network,
# or `follow`, which keeps routes to nodes that join later; all pods' range; the service range.
set -euo pipefail
what=$1 pods=$2 services=$3
PATH=$PATH:/opt/programs
account=/var/run/secrets/kubernetes.io/serviceaccount

# A line for each node that has a pod range: its name, that range, its address.
nodes() {
  curl --silent --show-error --fail --max-time 5 --cacert "$account/ca.crt" --header "Authorization: Bearer $(cat "$account/token")" \
    "https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/api/v1/nodes" |
    jq -r '.items[] | select(.spec.podCIDR)
      | [.metadata.name, .spec.podCIDR, (.status.addresses[] | select(.type == "InternalIP").address)] | join(" ")'
}

own_range() {
  nodes | while read -r name range _; do if [ "$name" = "$NODE_NAME" ]; then echo "$range"; fi; done
}

route_to_others() {
  nodes | while read -r name range address; do
    if [ "$name" != "$NODE_NAME" ]; then ip route replace "$range" via "$address"; fi
  done
}

if [ "$what" = start ]; then
  until own=$(own_range) && [ -n "$own" ]; do sleep 1; done
  # as kindnet: what leaves the pods' range has the node's address
  rule=(POSTROUTING -s "$pods" ! -d "$pods" -j MASQUERADE)
  iptables -t nat -C "${rule[@]}" 2>/dev/null || iptables -t nat -A "${rule[@]}"
  bash "${0%/*}/node-network.sh" "$own" "$pods" "$services"
else
  # the first process of a container is not ended by a signal that it does not handle
  trap 'exit 0' TERM
  # an API server that is silent for a moment is asked again
  while :; do
    route_to_others || true
    sleep 2 &
    wait $!
  done
fi

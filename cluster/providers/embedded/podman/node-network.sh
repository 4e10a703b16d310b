#!/bin/bash
# Run inside a node: gives it the pod network. Arguments: its own pod range, all pods' range, the service range, then for
# each other node its pod range and its address.
set -euo pipefail
own=$1 pods=$2 services=$3
shift 3

# An internal network gives nodes no default route; without one kube-proxy never sees a packet for a ClusterIP.
ip route replace "$services" dev eth0
while [ $# -gt 0 ]; do
  ip route replace "$1" via "$2"
  shift 2
done

# kube-network-policies sends packets to its queue with nft. Where the kernel can't (CONFIG_NFT_QUEUE), iptables does,
# with upstream's exemption for the node's own packets: a default-deny must not stop the kubelet's probes.
policy_node=$(hostname)
if ! nft -c 'add table inet probe; add chain inet probe c { type filter hook forward priority 0; }; add rule inet probe c queue num 100 bypass' 2>/dev/null; then
  m='iptables -t mangle'
  if $m -N NETPOL 2>/dev/null; then
    $m -A NETPOL -m owner --uid-owner 0 -j RETURN
    $m -A NETPOL -m conntrack --ctstate NEW -j NFQUEUE --queue-num 100 --queue-bypass
    $m -A POSTROUTING -o veth+ -j NETPOL
    # what pods send to nodes and to the API server, else a default-deny egress leaks
    $m -A POSTROUTING -s "$pods" ! -o veth+ -j NETPOL
  fi
  # Its own nft transactions fail here, and each failure empties the queue (nf_queue_nf_hook_drop): packets of any pod that wait for a
  # verdict are lost, and a lost DNS query costs its client 5 s. Under a name that no node has it finds no pod to make rules for;
  # verdicts do not ask for the node.
  policy_node=no-nft-queue
fi
mkdir -p /run/network-policies
echo "$policy_node" >/run/network-policies/node

# The kubelet reports the node Ready as soon as this file is there, so it comes last.
cat > /etc/cni/net.d/.10-ptp.conflist <<C
{"cniVersion":"1.0.0","name":"pods","plugins":[
 {"type":"ptp","ipMasq":false,"mtu":1500,"ipam":{"type":"host-local","dataDir":"/run/cni-ipam-state","routes":[{"dst":"0.0.0.0/0"}],"ranges":[[{"subnet":"$own"}]]}},
 {"type":"portmap","capabilities":{"portMappings":true}}]}
C
mv /etc/cni/net.d/.10-ptp.conflist /etc/cni/net.d/10-ptp.conflist

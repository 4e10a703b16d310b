/** Printed by `--help`. */
export const usage = `Usage: cluster <command> [options]

  up [--all] [--as-is]                 bring the cluster up; with --all also Istio, Prometheus and Kiali;
                                       with --as-is use the one that stands, whatever it lacks
  istio-sidecar                        add Istio: sidecars for new pods of labelled namespaces
  mtls-strict [--with-destination-rule]  namespace default refuses plaintext (and clients are told to use mutual TLS)
  kiali                                add Prometheus and Kiali, print where Kiali is
  peers                                build the suites of make fidelity, take their images into the nodes, print where they are
  status                               what stands, and whether it is Ready
  down                                 remove everything of the cluster, and check that nothing is left
  doctor                               what this machine has and lacks, and which provider would be chosen
  clean-run                            remove what a run left in a cluster, by the labels of its objects (RUN=<name or key>)
  snapshot                             hash every object of a cluster (OUT=<file>)
  snapshot-diff                        what differs between two snapshots (A=<file> B=<file>)
  audit-writes                         what the suite's accounts wrote outside of lanes, by an audit log (FILE=<file>)
  prune [--yes] [name...]              list clusters that crashed runs left behind; with --yes or by name remove them

Every command may be run twice. Variables:
  PROVIDER=auto|kind|embedded|existing   where the cluster comes from (auto chooses and says why)
  KUBECONFIG, ALLOW_CONTEXT              for existing: the file, and the one context that may be used
                                         (nothing is installed there: istio-sidecar and kiali look, mtls-strict refuses)
  CLUSTER_NAME                           another name than the checkout's own
  KUBERNETES, ISTIO, ENVOY               another version that the provider has (cluster/versions.yaml; ENVOY: embedded)
  COMPATIBILITY=<minor>                  Istio keeps the defaults of that release (its values.compatibilityVersion)
  DRY_RUN=1                              print what would run, and do nothing
  KEEP=1                                 keep a cluster whose bring-up failed
  MESHPROOF_CACHE                        where builds and cluster state are kept

Exit status: 0 done, 1 snapshots differ or a write left the lanes, 2 the machine, a tool or the cluster failed, 3 called wrongly, 130 interrupted.`;

import { claim } from '#meshproof';

claim('m1-ex1-d-kernel-meshed', async ({ lane, control, expect, erratum, note, reader, written }) => {
  const { frontend, backend, debug } = await lane.world('meshed');
  /** First packets that the Service's rules have seen, on all nodes: one that is lost behind them is sent and counted again. */
  const hits = reader.counts(`for proxy in $(kubectl -n kube-system get pods -l k8s-app=kube-proxy -o name); do
      kubectl -n kube-system exec $proxy -- iptables-save -c -t nat
    done | sed -n 's|^\\[\\([0-9]*\\):.* -A KUBE-SVC-.*"${lane.namespace}/backend -> .*|\\1|p' | awk '{ sum += $1 } END { print sum + 0 }'`);
  const before = await note(hits);
  await control('a caller without a sidecar', debug.spread(backend, { requests: 10 }).answered).toBe(10);
  await control('passes the kernel’s rules with each call', hits).toBeAtLeast(before + 10);

  const after = await note(hits);
  await control('the caller with a sidecar is answered', frontend.spread(backend, { requests: 10 }).answered).toBe(10);
  await expect(hits).toBeAtLeast(after + 10);
  await erratum(hits).toBe(after);

  await lane.change(reader.runs(written.command(147)));
  await control('session affinity holds the caller without a sidecar', debug.spread(backend, { requests: 30 }).distinct).toBe(1);
  await erratum(frontend.spread(backend, { requests: 30 }).distinct).toBeAtLeast(2);
  await lane.change(reader.runs(written.command(164)));
});

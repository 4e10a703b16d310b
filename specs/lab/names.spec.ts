import { lab } from '#meshproof';

lab('a four-dot Service name resolves in less than 100 ms', async ({ lane, control, expect }) => {
  const { frontend, backend } = await lane.world('clear');
  const url = `http://backend.${lane.namespace}.svc.cluster.local/`;
  // the best of five: a busy machine is slow at times, a resolver that waits for a server is slow every time
  const best = `for i in 1 2 3 4 5; do curl -s -m 9 -o /dev/null -w '%{time_namelookup}\\n' ${url}; done | sort -n | head -1`;
  await control('the Service’s full name leads to the backend', frontend.get(url)).toReach(backend);
  await control('the measured look-up takes more than 0 s', frontend.runs(`${best} | awk '{ exit !($1 > 0) }'`)).toSucceed();
  await control('the comparison refuses a look-up of 100 ms', frontend.runs("echo 0.1 | awk '{ exit !($1 < 0.1) }'")).toExit(1);
  await expect(frontend.runs(`${best} | awk '{ exit !($1 < 0.1) }'`)).toSucceed();
});

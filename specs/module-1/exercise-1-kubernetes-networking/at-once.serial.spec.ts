import { claim } from '#meshproof';

/** Runs the block in an empty namespace, then line 62. A pod that is deleted before it is Ready may take 30 s to stop. */
const round = (block: string, look: string) => `{ kubectl wait pod --all --for=condition=Ready --timeout=60s
kubectl delete deployment,service,pod --all
${block}
} >/dev/null 2>&1
${look}`;

// serial: on a busy machine the commands take seconds, which gives the pods time that the document does not give
claim('m1-ex1-no-wait', async ({ lane, control, expect, erratum, reader, written }) => {
  await lane.world('empty');
  const block = [52, 53, 54, 56].map((line) => written.command(line)).join('\n');
  const corrected = `kubectl rollout status deployment/backend && ${written.command()}`;

  const seen = await lane.attempt(reader.runs(round(block, written.command())));

  await expect(reader.lines(seen, ' Running ').count).toBe(3);

  const waited = await lane.attempt(reader.runs(round(block, corrected)));

  await erratum(waited).toPrint('successfully rolled out');
  await erratum(reader.lines(waited, ' Running ').count).toBe(3);
  const later = reader.lines(written.command(), ' Running ');
  await control('the document’s command shows three pods once they run', later.count).toBe(3);
});

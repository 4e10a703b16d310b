import { claim } from '#meshproof';

/** The block's commands, then the look of line 62; three times, each from an empty namespace. */
const rounds = (block: string, look: string) => `for round in 1 2 3; do
kubectl delete deployment,service,pod --all >/dev/null 2>&1
{ ${block}
} >/dev/null 2>&1
${look}
done`;

// in quiet: where the commands themselves take seconds, pods have the time that the document does not give them
claim('m1-ex1-no-wait', async ({ lane, control, expect, reader, written }) => {
  await lane.world('empty');
  const block = [52, 53, 54, 56].map((line) => written.command(line)).join('\n');
  const running = `${written.command()} | grep -c ' Running '`;

  const seen = await lane.change(reader.runs(rounds(block, running), { limitMs: 120_000 }));

  await expect(seen).toPrint(/^(3\n){3}$/);
  await control(
    'after a wait the same look shows three',
    reader.runs(`kubectl rollout status deployment/backend >/dev/null && ${running}`),
  ).toPrint(/^3\n$/);
});

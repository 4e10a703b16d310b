import { claim } from '#meshproof';

// serial: on a busy machine the commands take seconds, which gives the pods time that the document does not give
claim('m1-ex1-no-wait', async ({ lane, control, expect, erratum, reader, written }) => {
  const block = ['create-frontend', 'create-backend', 'scale-backend', 'expose-backend']
    .map((place) => written.command(place))
    .join('\n');
  await lane.world('empty');

  const seen = await lane.attempt(reader.runs(`${block}\n${written.command()}`));

  await expect(reader.lines(seen, ' Running ').count).toBe(3);
  const later = reader.lines(written.command(), ' Running ');
  await control('the document’s command shows three pods once they run', later.count).toBe(3);

  await lane.world('empty');
  const waited = await lane.attempt(reader.runs(`${block}\nkubectl rollout status deployment/backend && ${written.command()}`));

  await erratum(waited).toPrint('successfully rolled out');
  await erratum(reader.lines(waited, ' Running ').count).toBe(3);
});

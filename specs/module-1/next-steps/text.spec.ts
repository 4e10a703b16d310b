import { claim } from '#meshproof';

/** What the link leads to. */
const target = { in: 'ls fixtures', named: /^02-service-mesh-value$/ };
const neighbour = { in: 'ls fixtures/documents', named: /^module-2\.md$/ };
const elsewhere =
  'the documents are given without the repository around them: there is no folder ../02-service-mesh-value beside them';

claim('m1-next-link', async ({ control, expect, needs, note, reader, written }) => {
  const link = written.lines('](../02-service-mesh-value/)');
  await control('the document links to the folder of module 2', link.count).toBe(1);
  await control('the search finds a file beside the document', reader.lines(neighbour.in, neighbour.named).count).toBe(1);
  needs('repository', (await note(reader.lines(target.in, target.named).count)) === 1, elsewhere);
  await expect(reader.runs('head -1 fixtures/02-service-mesh-value/README.md')).toPrint('Service Mesh Value Proposition');
});

claim('m1-next-cd', async ({ control, expect, needs, note, reader, written }) => {
  await control('the search finds a file beside the document', reader.lines(neighbour.in, neighbour.named).count).toBe(1);
  needs('repository', (await note(reader.lines(target.in, target.named).count)) === 1, elsewhere);
  await expect(reader.runs(written.command(), { cwd: 'fixtures/documents' })).toSucceed();
});

claim('m1-next-cat', async ({ control, expect, needs, note, reader, written }) => {
  await control('the search finds a file beside the document', reader.lines(neighbour.in, neighbour.named).count).toBe(1);
  needs('repository', (await note(reader.lines(target.in, target.named).count)) === 1, elsewhere);
  await expect(reader.runs(written.command(), { cwd: 'fixtures/02-service-mesh-value' })).toPrint(
    'Service Mesh Value Proposition',
  );
});

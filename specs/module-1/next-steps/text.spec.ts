import { claim } from '#meshproof';

const target = '../02-service-mesh-value';
/** Counts what is there beside the documents. */
const beside = (path: string) => `ls -d fixtures/documents/${path} 2>/dev/null | wc -l`;
const elsewhere =
  'the documents are given without the repository around them: there is no folder ../02-service-mesh-value beside them';

claim('m1-next-link', async ({ control, expect, needs, note, reader }) => {
  await control(
    'the document links to the folder of module 2',
    reader.runs(`grep -c '](${target}/)' fixtures/documents/module-1.md`),
  ).toPrint(/^1$/m);
  await control('the search finds a file beside the document', reader.counts(beside('module-2.md'))).toBe(1);
  needs('repository', (await note(reader.counts(beside(target)))) === 1, elsewhere);
  await expect(reader.runs(`head -1 fixtures/documents/${target}/README.md`)).toPrint('Service Mesh Value Proposition');
});

claim('m1-next-cd', async ({ control, expect, needs, note, reader, written }) => {
  await control('the search finds a file beside the document', reader.counts(beside('module-2.md'))).toBe(1);
  needs('repository', (await note(reader.counts(beside(target)))) === 1, elsewhere);
  await expect(reader.runs(written.command(), { cwd: 'fixtures/documents' })).toSucceed();
});

claim('m1-next-cat', async ({ control, expect, needs, note, reader, written }) => {
  const printed = `cd fixtures/documents/${target} && ${written.command()}`;
  await control('the search finds a file beside the document', reader.counts(beside('module-2.md'))).toBe(1);
  needs('repository', (await note(reader.counts(beside(target)))) === 1, elsewhere);
  await expect(reader.runs(printed)).toPrint('Service Mesh Value Proposition');
});

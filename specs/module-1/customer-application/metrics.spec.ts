import { claim } from '#meshproof';

/** Prints the document's commands between the sentence on performance and the next objection. */
const commands = (text: string) =>
  `${text} | sed -n '/What about performance/,/What if the mesh breaks/p' | sed -n '/^\`\`\`bash/,/^\`\`\`$/p'`;
const document = 'fixtures/documents/module-1.md';

claim('m1-app-show-metrics', async ({ control, expect, erratum, reader }) => {
  const planted = `sed '/Let me show you the metrics/a \`\`\`bash\\ncurl metrics\\n\`\`\`' ${document}`;
  await control('the search finds a command that was planted', reader.runs(commands(planted))).toPrint('curl metrics');
  await control(
    'the document has the sentence on the metrics',
    reader.runs(`grep -c 'Let me show you the metrics' ${document}`),
  ).toPrint(/^1$/m);
  await expect(reader.runs(commands(`cat ${document}`))).toTellApart({ exit: 0, stdout: '', stderr: '' });
  await erratum(reader.runs(`${commands(`cat ${document}`)} | grep -c .`)).toPrint(/^0$/m);
});

import { claim } from '#meshproof';

const document = 'fixtures/documents/module-2.md';
const block = (text: string) => `${text} | sed -n '/^\`\`\`mermaid/,/^\`\`\`$/p'`;
const edges = (text: string) => `${block(text)} | grep -e '-->'`;
/** The document's text with a line of the diagram replaced by several. */
const corrected = (line: string, by: string[]) => `sed 's/^ *${line}$/${by.join('\\n')}/' ${document}`;
const draw = 'node_modules/.bin/node helpers/documents/drawMermaid.ts';
const drawing = (text: string) => `${block(text)} | sed '1d;$d'`;

claim('m2-diag-client', async ({ control, expect, erratum, reader }) => {
  await control(
    'the diagram has an edge at the load balancer',
    reader.runs(`${edges(`cat ${document}`)} | grep -w LB`),
  ).toSucceed();
  await control(
    'the load balancer is drawn inside of the cluster',
    reader.runs(`${drawing(`cat ${document}`)} | ${draw} --groups`),
  ).toPrint(/^External Load Balancer in OpenShift Cluster$/m);
  await expect(reader.runs(`${edges(`cat ${document}`)} | grep -w C`)).toSucceed();
  // line 86 ends the group of the cluster: a line below it stands outside of both groups
  const joined = `sed '86s/$/\\n  C --> LB/' ${document}`;
  await erratum(reader.runs(`${edges(joined)} | grep -w C`)).toPrint(/^ *C --> LB$/m);
  await erratum(reader.runs(`${drawing(joined)} | ${draw} --groups`)).toPrint(
    /^(?=[^]*^Client in Client Outside$)(?=[^]*^External Load Balancer in OpenShift Cluster$)/m,
  );
});

claim('m2-diag-missing-delivery', async ({ control, expect, erratum, reader }) => {
  const delivery = 'PROXY[12] --> APP[12]';
  await control(
    'the search finds the edge from an application to its proxy',
    reader.runs(`${edges(`cat ${document}`)} | grep -E 'APP[12] --> PROXY[12]'`),
  ).toPrint('APP2 --> PROXY2');
  await expect(reader.runs(`${edges(`cat ${document}`)} | grep -E '${delivery}'`)).toSucceed();
  const delivered = corrected('PROXY1 --> PROXY2', ['PROXY1 --> PROXY2', 'PROXY1 --> APP1', 'PROXY2 --> APP2']);
  await erratum(reader.runs(`${edges(delivered)} | grep -E '${delivery}'`)).toPrint(/PROXY1 --> APP1\n.*PROXY2 --> APP2\n$/);
  await erratum(reader.runs(`${drawing(delivered)} | ${draw}`)).toSucceed();
});

claim('m2-diag-renders', async ({ control, expect, reader }) => {
  await control(
    'a flowchart of two boxes is drawn with two boxes',
    reader.runs(`printf 'flowchart LR\\nA[one] --> B[two]\\n' | ${draw}`),
  ).toPrint(/^one\ntwo\n$/);
  await control(
    'a broken arrow is reported as a parse error',
    reader.runs(`${drawing(`cat ${document}`)} | sed 's/-->/->-/' | ${draw}`),
  ).toFail({
    exit: 1,
    saying: 'Parse error on line',
  });
  await expect(reader.runs(`${drawing(`cat ${document}`)} | ${draw}`)).toPrint(
    /^(?=[^]*^Client$)(?=[^]*^OpenShift Router\/Route$)([^]*^Sidecar Proxy$){2}/m,
  );
});

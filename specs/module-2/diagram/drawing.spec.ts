import { claim } from '#meshproof';

const document = 'fixtures/documents/module-2.md';
const block = (text: string) => `${text} | sed -n '/^\`\`\`mermaid/,/^\`\`\`$/p'`;
const edges = (text: string) => `${block(text)} | grep -e '-->'`;
const corrected = (line: string, by: string) => `sed 's/^ *${line}$/${by}/' ${document}`;

claim('m2-diag-client', async ({ control, expect, erratum, reader }) => {
  await control(
    'the diagram has an edge at the load balancer',
    reader.runs(`${edges(`cat ${document}`)} | grep -w LB`),
  ).toSucceed();
  await expect(reader.runs(`${edges(`cat ${document}`)} | grep -w C`)).toSucceed();
  const joined = corrected('C\\[Client\\]', 'C[Client] --> LB[External Load Balancer]');
  await erratum(reader.runs(`${edges(joined)} | grep -w C`)).toPrint('--> LB');
});

claim('m2-diag-missing-delivery', async ({ control, expect, erratum, reader }) => {
  const delivery = 'PROXY[12] --> APP[12]';
  await control(
    'the search finds the edge from an application to its proxy',
    reader.runs(`${edges(`cat ${document}`)} | grep -E 'APP[12] --> PROXY[12]'`),
  ).toPrint('APP2 --> PROXY2');
  await expect(reader.runs(`${edges(`cat ${document}`)} | grep -E '${delivery}'`)).toSucceed();
  const delivered = corrected('APP2 --> PROXY2', 'PROXY2 --> APP2');
  await erratum(reader.runs(`${edges(delivered)} | grep -E '${delivery}'`)).toPrint('PROXY2 --> APP2');
});

const drawing = `${block(`cat ${document}`)} | sed '1d;$d'`;
const drawn = (text: string) => `${text} | node_modules/.bin/node helpers/documents/drawMermaid.ts`;

claim('m2-diag-renders', async ({ control, expect, reader }) => {
  await control(
    'a flowchart of two boxes is drawn with two boxes',
    reader.runs(drawn(`printf 'flowchart LR\\nA[one] --> B[two]\\n'`)),
  ).toPrint(/^one\ntwo\n$/);
  await control('a broken arrow is reported as a parse error', reader.runs(drawn(`${drawing} | sed 's/-->/->-/'`))).toFail({
    exit: 1,
    saying: 'Parse error on line',
  });
  await expect(reader.runs(drawn(drawing))).toPrint(
    /^(?=[^]*^Client$)(?=[^]*^OpenShift Router\/Route$)([^]*^Sidecar Proxy$){2}/m,
  );
});

const external = (module: string) => `grep -cE '\\b([Rr]outer|Route|OpenShift|HAProxy)\\b' fixtures/documents/${module}.md`;
const covers = (what: string) => `grep -ciE '${what}' fixtures/documents/module-1.md`;

claim('m2-have-title', async ({ control, expect, erratum, reader }) => {
  await control('the search finds Router/Route in Module 2', reader.runs(external('module-2'))).toPrint(/^[1-9]\d*$/m);
  await control('the search finds Services in Module 1', reader.runs(covers('\\bservices?\\b'))).toPrint(/^[1-9]\d+$/m);
  await expect(reader.runs(external('module-1'))).toPrint(/^[1-9]\d*$/m);
  await erratum(reader.runs(covers('service discovery'))).toPrint(/^[1-9]\d*$/m);
  await erratum(reader.runs(covers('load.?balanc'))).toPrint(/^[1-9]\d*$/m);
});

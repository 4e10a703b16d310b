import { claim } from '#meshproof';

claim('m2-diag-client', async ({ control, expect, erratum, written }) => {
  const diagram = written.diagram();
  await control('the diagram has an edge at the load balancer', diagram.lines(/\bLB\b.*-->/).count).toBeAtLeast(1);
  await control('the load balancer is drawn inside of the cluster', diagram.drawn).toPrint(
    /^External Load Balancer in OpenShift Cluster$/m,
  );
  await expect(diagram.lines(/\bC\b.*-->|-->.*\bC\b/).count).toBeAtLeast(1);
  const joined = written.diagram('corrected');
  await erratum(joined.lines(/\bC\b.*-->/)).toHold(/^ *C --> LB$/);
  await erratum(joined.drawn).toPrint(
    /^(?=[^]*^Client in Client Outside$)(?=[^]*^External Load Balancer in OpenShift Cluster$)/m,
  );
});

claim('m2-diag-missing-delivery', async ({ control, expect, erratum, written }) => {
  const delivery = /PROXY[12] --> APP[12]/;
  const diagram = written.diagram();
  await control('the search finds the edge from an application to its proxy', diagram.lines(/APP[12] --> PROXY[12]/)).toHold(
    /APP2 --> PROXY2/,
  );
  await expect(diagram.lines(delivery).count).toBeAtLeast(1);
  const delivered = written.diagram('corrected');
  await erratum(delivered.lines(delivery).count).toBe(2);
  await erratum(delivered.drawn).toSucceed();
});

claim('m2-diag-renders', async ({ control, expect, reader, written }) => {
  const draw = 'node_modules/.bin/node helpers/documents/drawMermaid.ts';
  await control(
    'a flowchart of two boxes is drawn with two boxes',
    reader.runs(`${draw} <<< 'flowchart LR\nA[one] --> B[two]'`),
  ).toPrint(/^one\ntwo\n$/);
  await control(
    'a broken arrow is reported as a parse error',
    written.diagram({ 'last-arrow': 'PROXY1 ->- PROXY2' }).drawn,
  ).toFail({
    exit: 1,
    saying: 'Parse error on line',
  });
  await expect(written.diagram().drawn).toPrint(
    /^(?=[^]*^Client in )(?=[^]*^OpenShift Router\/Route in )([^]*^Sidecar Proxy in .*$){2}/m,
  );
});

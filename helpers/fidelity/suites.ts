import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import type { ExpectedSuite, SuiteName } from '../evidence/expectedOfSuites.ts';
import type { PeerTest, SuiteRecord } from '../evidence/fidelity.ts';
import type { Peers } from '../../cluster/providers/embedded/build/peers.ts';
import { readConformanceReport } from './conformanceReport.ts';
import { readGinkgoReport } from './ginkgoReport.ts';
import { readGoTests } from './goTests.ts';
import { doneOfGinkgo, doneOfGoTests, type Done } from './progress.ts';

/** What a suite came to, as it tells itself. */
export interface Told {
  tests: PeerTest[];
  profiles: SuiteRecord['profiles'];
}

/** How a suite is run and read. */
export interface Suite {
  version: (peers: Peers) => string;
  argv: (peers: Peers, expected: ExpectedSuite, where: Where) => [string, ...string[]];
  done: (output: string, expected: ExpectedSuite) => Done;
  /** @throws {InfrastructureError} where it left no report: it did not come to its end */
  told: (output: string, expected: ExpectedSuite, where: Where) => Told;
}

/** The cluster, and the file that takes the suite's own report. */
export interface Where {
  kubeconfig: string;
  report: string;
}

const goTest = 'TestConformance';

export const suites: Record<SuiteName, Suite> = {
  'gateway-api': {
    version: ({ versions }) => versions.gatewayApi,
    argv: ({ gateway }, { features = [] }, { report }) => [
      gateway,
      ...['-test.v=test2json', `-test.run=^${goTest}$`, '-test.timeout=30m'],
      '--conformance-profiles=MESH-HTTP,MESH-GRPC',
      `--supported-features=${features.join(',')}`,
      '--namespace-labels=istio-injection=enabled',
      // the report has to name who asks
      ...['--organization=meshproof', '--project=meshproof', '--url=https://localhost', '--version=1', '--contact=none'],
      `--report-output=${report}`,
    ],
    done: (output, { floor }) => doneOfGoTests(output, goTest, floor),
    told: (output, _expected, { report }) => ({
      tests: readGoTests(output, goTest),
      profiles: readConformanceReport(reportIn(report)),
    }),
  },
  'network-policy': {
    version: ({ versions }) => versions.kubernetes,
    argv: ({ netpol }, { leftOut }, { kubeconfig, report }) => [
      netpol,
      // Ginkgo's own limit ends the specs in order, the test's would only kill them
      ...['-test.timeout=130m', '--ginkgo.timeout=2h'],
      ...[`--kubeconfig=${kubeconfig}`, '--provider=skeleton'],
      '--ginkgo.focus=Netpol',
      ...(leftOut.length > 0 ? [`--ginkgo.skip=${leftOut.map(({ match }) => match).join('|')}`] : []),
      ...[`--ginkgo.json-report=${report}`, '--ginkgo.no-color'],
    ],
    done: (output, { floor }) => doneOfGinkgo(output, floor),
    told: (_output, { leftOut }, { report }) => ({ tests: readGinkgoReport(reportIn(report), leftOut), profiles: [] }),
  },
};

export const reportFile = (folder: string, name: SuiteName): string =>
  join(folder, `${name}.${name === 'gateway-api' ? 'yaml' : 'json'}`);

function reportIn(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new InfrastructureError(`A suite ended without its report (${file}).`, {
    remedy: `See ${file.replace(/\.\w+$/, '.log')}, what it printed, for what ended it; then run make fidelity again.`,
  });
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** For tests: a folder of its own, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How the real programs print their version. */
const answers = {
  kind: (version: string) => `kind v${version} go1.26.6 linux/amd64`,
  kubectl: (version: string) =>
    `{ "clientVersion": { "major": "1", "gitVersion": "v${version}" }, "kustomizeVersion": "v5.8.0" }`,
  istioctl: (version: string) =>
    `{ "clientVersion": { "version": "${version}", "revision": "abc", "golang_version": "go1.26.6" } }`,
  go: (version: string) => `go${version}`,
  docker: () => '',
  jq: () => '',
  tshark: () => '',
};

/** For tests: a folder with programs that do nothing but say their version. */
export function plantTools(versions: Partial<Record<keyof typeof answers, string>>): string {
  const folder = temporaryFolder();
  for (const [name, version] of Object.entries(versions)) {
    const answer = answers[name as keyof typeof answers](version);
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  }
  return folder;
}

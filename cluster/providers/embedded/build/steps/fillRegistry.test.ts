import { mkdirSync, mkdtempDisposableSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';

// a dozen programs of a shell, and the machine may be busy
vi.setConfig({ testTimeout: 30_000 });

/** Says where it listens, notes what is pushed, and keeps a tag as a registry's storage does. */
const podman = `#!/bin/bash
case $1 in
  logs) echo 'listening on 127.0.0.1:5000' ;;
  push)
    echo "\${@: -2}" >> "$NOTES"
    path=\${*: -1}; path=\${path#*/}
    folder=$STORE/docker/registry/v2/repositories/\${path%:*}/_manifests/tags/\${path##*:}/current
    mkdir -p "$folder" && echo "digest of \${@: -2:1}" > "$folder/link" ;;
esac
`;

test('each image is pushed once, and its further tags name what its first one names', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'fill-'));
  const [store, notes, bin] = ['store', 'notes', 'bin'].map((name) => join(folder.path, name)) as [string, string, string];
  mkdirSync(bin);
  writeFileSync(join(bin, 'podman'), podman, { mode: 0o755 });
  const pairs = [
    'localhost/x/box:1=docker.io/library/alpine:latest',
    'localhost/x/box:1=docker.io/library/alpine:3',
    'localhost/x/box:1=docker.io/library/alpine:3.20',
    'localhost/x/box:1=docker.io/library/busybox:latest',
    'localhost/x/other:2=docker.io/library/busybox:1.28',
  ];
  await execa(join(import.meta.dirname, '../images/fill-registry.sh'), [store, 'registry', 'name', ...pairs], {
    env: { NOTES: notes, STORE: store, PATH: `${bin}:${process.env.PATH}` },
  });
  expect(readFileSync(notes, 'utf8').trim().split('\n')).toEqual([
    'localhost/x/box:1 127.0.0.1:5000/library/alpine:latest',
    'localhost/x/box:1 127.0.0.1:5000/library/busybox:latest',
    'localhost/x/other:2 127.0.0.1:5000/library/busybox:1.28',
  ]);
  const tags = (name: string) => join(store, 'docker/registry/v2/repositories/library', name, '_manifests/tags');
  const shown = (name: string) =>
    Object.fromEntries(
      readdirSync(tags(name)).map((tag) => [tag, readFileSync(join(tags(name), tag, 'current/link'), 'utf8').trim()]),
    );
  expect(shown('alpine')).toEqual({
    latest: 'digest of localhost/x/box:1',
    3: 'digest of localhost/x/box:1',
    '3.20': 'digest of localhost/x/box:1',
  });
  expect(shown('busybox')).toEqual({ latest: 'digest of localhost/x/box:1', '1.28': 'digest of localhost/x/other:2' });
});

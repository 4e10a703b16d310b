import { get } from 'node:http';
import type { Artifacts } from '../build/build.ts';
import { ownLabel } from '../../../host/engine.ts';
import type { Lab } from '../../../records/session.ts';
import { poll } from '../../../host/poll.ts';

/** One container's address on the cluster's network. */
export async function addressOf({ runner }: Lab, container: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return (await runner.run('podman', ['inspect', container, '--format', format], { dry: `<address of ${container}>` })).trim();
}

/**
 * Starts the registry that answers every pull in the cluster (alias `registry`, containerd's default mirror) and waits
 * until it answers. Its storage is filled when the images are built and mounted read-only: nothing is pushed here.
 */
export async function startRegistry(lab: Lab, { registryImage, registryStore }: Artifacts): Promise<void> {
  const { runner, name } = lab;
  const container = `${name}-registry`;
  const mount = ['--volume', `${registryStore}:/var/lib/registry:ro`];
  const network = ['--network', name, '--network-alias', 'registry'];
  await runner.run('podman', ['run', '--detach', '--name', container, '--label', ownLabel, ...network, ...mount, registryImage], {
    onAbort: 'finish',
  });
  const address = await addressOf(lab, container);
  await registryAnswers(lab, `http://${address}:5000/v2/`);
}

/** @param url of its API: `http://10.89.0.2:5000/v2/` */
export async function registryAnswers({ runner }: Lab, url: string): Promise<void> {
  await runner.act(
    `wait until the registry answers at ${url} (≤ 20 s)`,
    () => poll(() => answers(url), { what: 'the registry', timeoutMs: 20_000, everyMs: 100, signal: runner.signal }),
    'answers',
  );
}

function answers(url: string): Promise<{ done: boolean; says: string }> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 1000 }, (response) => {
      response.resume();
      resolve({ done: response.statusCode === 200, says: `status ${response.statusCode}` });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 1 s')));
    request.on('error', ({ message }) => resolve({ done: false, says: message }));
  });
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Artifacts } from '../embedded/build/build.ts';
import { containersConf, needsOwnConf } from '../embedded/podman/containers-conf.ts';
import { addressOf, registryAnswers } from '../embedded/podman/registry.ts';
import { readMachine } from '../../host/machine.ts';
import type { Lab } from '../../records/session.ts';
import type { Versions } from '../../versions.ts';
import { hostsToml, registriesConf, rehearsedList } from './list.ts';
import { podNetworkManifest } from './podNetwork.ts';

/** What a rehearsal has beside the cluster. No name begins as the cluster's own parts do: its provider must not take them for these. */
const partsOf = ({ name, cache }: Lab) => ({
  container: `rehearsal-${name}`,
  image: `localhost/meshproof-rehearsal/node:${name}`,
  folder: join(cache, 'rehearsals', name),
});

/**
 * Starts a registry that has the embedded build's images under published names, and our node image as kindest/node.
 *
 * @returns the environment in which PROVIDER=kind takes them
 */
export async function startRehearsal(plain: Lab, versions: Versions, artifacts: Artifacts): Promise<Record<string, string>> {
  const { container, image, folder } = partsOf(plain);
  await stopRehearsal(plain);
  const lab = await withConf(plain, folder);
  const { runner } = lab;
  const store = join(folder, 'store');
  // a copy: what is pushed must not get into the finished build
  await runner.run('cp', ['--archive', '--reflink=auto', artifacts.registryStore, store]);
  await runner.run(
    'podman',
    ['run', '--detach', '--name', container, '--volume', `${store}:/var/lib/registry`, artifacts.registryImage],
    {
      onAbort: 'finish',
    },
  );
  const registry = `${await addressOf(lab, container)}:5000`;
  await registryAnswers(lab, `http://${registry}/v2/`);

  const policies = runner.dry ? '' : readFileSync(join(artifacts.manifests, 'network-policies.yaml'), 'utf8');
  await write(lab, folder, {
    Dockerfile: `FROM ${artifacts.nodeImage}\nCOPY default-cni.yaml /kind/manifests/default-cni.yaml\nCOPY hosts.toml /etc/containerd/certs.d/_default/hosts.toml\n`,
    'default-cni.yaml': runner.dry ? '' : podNetworkManifest(policies),
    'hosts.toml': hostsToml(registry),
    'registries.conf': registriesConf(registry),
    '.dockerignore': 'store\n',
  });
  await runner.run('podman', ['build', '--quiet', '--network=none', '--pull=never', '--layers=false', '--tag', image, folder]);
  const push = ['push', '--quiet', '--tls-verify=false', '--format', 'oci', '--compression-format', 'zstd'];
  const digestFile = join(folder, 'digest');
  await runner.run('podman', [...push, '--digestfile', digestFile, image, `${registry}/kindest/node:v${versions.kubernetes}`]);
  const digest = runner.dry ? `sha256:${'0'.repeat(64)}` : readFileSync(digestFile, 'utf8').trim();
  await write(lab, folder, {
    'published.yaml': stringify(rehearsedList(versions, artifacts, digest)),
    reference: nodeReference(digest),
  });
  return {
    PROVIDER: 'kind',
    KIND_EXPERIMENTAL_PROVIDER: 'podman',
    PUBLISHED: join(folder, 'published.yaml'),
    CONTAINERS_REGISTRIES_CONF: join(folder, 'registries.conf'),
  };
}

const nodeReference = (digest: string) => `docker.io/kindest/node@${digest}`;

/** Removes the registry, both copies of the node image, and all files. Harmless where there is nothing. */
export async function stopRehearsal(lab: Lab): Promise<void> {
  const { container, image, folder } = partsOf(lab);
  const conf = join(folder, 'containers.conf');
  const runner = existsSync(conf) ? lab.runner.with({ CONTAINERS_CONF: conf }) : lab.runner;
  await runner.run('podman', ['rm', '--force', '--ignore', '--volumes', '--time', '0', container]);
  const reference = join(folder, 'reference');
  const images = [image, ...(existsSync(reference) ? [readFileSync(reference, 'utf8')] : [])];
  const remove = 'for image; do if podman image exists "$image"; then podman rmi --force "$image"; fi; done';
  await runner.run('sh', ['-c', remove, 'sh', ...images]);
  await runner.act(`remove ${folder}`, async () => rmSync(folder, { recursive: true, force: true }), undefined);
}

/** Podman's settings where this machine makes it need some. */
async function withConf(lab: Lab, folder: string): Promise<Lab> {
  const machine = readMachine();
  if (!needsOwnConf(machine, lab.env)) {
    await write(lab, folder, {});
    return lab;
  }
  await write(lab, folder, { 'containers.conf': containersConf(machine) });
  return { ...lab, runner: lab.runner.with({ CONTAINERS_CONF: join(folder, 'containers.conf') }) };
}

async function write({ runner }: Lab, folder: string, files: Record<string, string>): Promise<void> {
  const names = Object.keys(files).join(', ');
  await runner.act(
    `write to ${folder}: ${names || 'nothing yet'}`,
    async () => {
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    },
    undefined,
  );
}

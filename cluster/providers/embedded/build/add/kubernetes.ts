import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../../../../host/errors.ts';
import { modfileOf } from '../steps/go.ts';
import { download, type ModuleFile, writeModuleFile } from './goModule.ts';
import { enter, isEntered } from './versionsFile.ts';

/** What kubeadm of a version names: etcd, CoreDNS and pause. */
export type Names = { etcd: string; coredns: string; pause: string };

/** @returns what was done, in words */
export async function addKubernetes(version: string): Promise<string[]> {
  const { folder, goMod } = await download('k8s.io/kubernetes', `v${version}`);
  const names = namesIn(readFileSync(join(folder, 'cmd/kubeadm/app/constants/constants.go'), 'utf8'));
  const files = [kubeModule(version, readFileSync(goMod, 'utf8')), ...(await partModules(names))];
  const written: string[] = [];
  for (const file of files) written.push(`${await writeModuleFile(file)} (${file.require})`);
  if (!isEntered('kubernetes', version)) enter('kubernetes', version, inYaml(names));
  return [...written, `cluster/versions.yaml: Kubernetes ${version}, ${inYaml(names)}`];
}

const inYaml = ({ etcd, coredns, pause }: Names) => `{ etcd: ${etcd}, coredns: ${coredns}, pause: ${pause} }`;

/** @throws InfrastructureError where kubeadm's constants are no longer as they were */
export function namesIn(constants: string): Names {
  const find = (name: string) => {
    const found = new RegExp(`^\\s*${name}\\s*=\\s*"([^"]+)"`, 'm').exec(constants)?.[1];
    if (found) return found;
    throw new InfrastructureError(`kubeadm's constants of that version have no ${name}.`, {
      remedy: 'Look for its new name in cmd/kubeadm/app/constants/constants.go of the module.',
    });
  };
  return { etcd: find('DefaultEtcdVersion'), coredns: find('CoreDNSVersion'), pause: find('PauseVersion') };
}

/** Kubernetes' libraries are folders of its own repository: as modules they have its version with a 0 in front. */
export function kubeModule(version: string, goMod: string): ModuleFile {
  const staged = [...goMod.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map(([, module]) => module ?? '');
  const replace = staged.map((module) => `${module} => ${module} v${version.replace(/^1\./, '0.')}`);
  return { name: 'kube', version, require: `k8s.io/kubernetes v${version}`, replace };
}

/** Those of etcd and CoreDNS that no module file is of yet. */
async function partModules({ etcd, coredns }: Names): Promise<ModuleFile[]> {
  const server = 'go.etcd.io/etcd/server/v3';
  const files: ModuleFile[] = [
    { name: 'etcd', version: etcd.replace(/-\d+$/, ''), require: `${server} v${etcd.replace(/-\d+$/, '')}`, packages: [server] },
    { name: 'coredns', version: coredns.replace(/^v/, ''), require: `github.com/coredns/coredns ${coredns}` },
  ];
  return files.filter(({ name, version, require }) => !requires(name, modfileOf(name, version), require));
}

const requires = (name: string, modfile: string, line: string) =>
  readFileSync(join(import.meta.dirname, '..', 'modules', name, modfile), 'utf8')
    .split('\n')
    .some((each) => each.replace(/^require /, '').trim() === line);

import { holdings } from '../../cluster/host/engine.ts';
import { mountsBelow } from './residue.ts';
import { inNode, type Ground } from './stage.ts';

/**
 * Takes back what a series left that was killed: nodes that stand still, kubelets that are stopped, disks. Its busy processes ended with it,
 * and the clock goes back by itself.
 *
 * @param folder of the packs
 */
export async function mend(ground: Ground, cluster: string, folder: string): Promise<void> {
  const { runner, engine, nodes } = ground;
  for (const path of mountsBelow(folder)) await runner.run('umount', [path]);
  const { containers } = await holdings(runner, engine, cluster);
  for (const { name } of containers.filter((one) => nodes.includes(one.name))) {
    const state = (await runner.run(engine, ['inspect', '--format', '{{.State.Status}}', name])).trim();
    if (state === 'paused') await runner.run(engine, ['unpause', name]);
    if (state === 'paused' || state === 'running') await inNode(ground, name, 'systemctl start kubelet');
  }
}

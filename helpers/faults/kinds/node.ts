import { signalling } from '../../readings/command/signalling.ts';
import type { Of } from '../fault.ts';
import { inNode, mustShow, NotDone, type Ground, type Stage } from '../stage.ts';

/** POSIX sh: the processes of a name, those of a node's pods among them. */
const listing = (program: string) =>
  `for one in /proc/[0-9]*; do [ "$(cat "$one/comm" 2>/dev/null)" = ${program} ] && echo "\${one#/proc/}"; done; true`;

/** Its processes on these nodes, as `<node> <pid>`. */
async function running(ground: Ground, program: string, nodes = ground.nodes): Promise<string[]> {
  const found = await Promise.all(
    nodes.map(async (node) => (await inNode(ground, node, listing(program))).split('\n').map((pid) => `${node} ${pid}`)),
  );
  return found.flat().filter((one) => !one.endsWith(' '));
}

/** Kills a program wherever it runs on the nodes. Its kubelet starts it again, so nothing is to be taken back. */
export async function killInNode({ program }: Of<'kill-in-node'>, stage: Stage): Promise<string> {
  const before = await running(stage, program);
  if (before.length === 0) throw new NotDone(`${program} runs on no node.`);
  const nodes = [...new Set(before.map((one) => one.split(' ')[0] as string))];
  await Promise.all(nodes.map((node) => inNode(stage, node, `${signalling('KILL', program)}\ntrue`)));
  await mustShow(stage, `${program} is gone`, async () => {
    const now = await running(stage, program, nodes);
    return !before.some((one) => now.includes(one));
  });
  return `${before.join(', ')} (${program}) is gone`;
}

/** Stops a systemd service of a worker node. */
export async function stopService({ service }: Of<'service'>, stage: Stage): Promise<string> {
  const node = stage.draws.one(stage.nodes.slice(1));
  const state = async () => (await inNode(stage, node, `systemctl is-active ${service} || true`)).trim();
  const before = await state();
  if (before !== 'active') throw new NotDone(`${service} of ${node} was ${before} before.`);
  stage.undo.defer(async () => void (await inNode(stage, node, `systemctl start ${service}`)));
  await inNode(stage, node, `systemctl stop ${service}`);
  await mustShow(stage, `${service} of ${node} is stopped`, async () => ['inactive', 'failed'].includes(await state()));
  return `${service} of ${node} is ${await state()}`;
}

/** Lets all processes of a worker node stand still, by the container engine. */
export async function pauseNode(_fault: Of<'pause'>, stage: Stage): Promise<string> {
  const { runner, engine } = stage;
  const node = stage.draws.one(stage.nodes.slice(1));
  const state = async () => (await runner.run(engine, ['inspect', '--format', '{{.State.Status}}', node])).trim();
  stage.undo.defer(async () => {
    if ((await state()) === 'paused') await runner.run(engine, ['unpause', node]);
  });
  await runner.run(engine, ['pause', node]);
  await mustShow(stage, `${node} is paused`, async () => (await state()) === 'paused');
  return `${node} is paused`;
}

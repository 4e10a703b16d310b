import { execa } from 'execa';
import { kernelOption, readIfThere } from '../host/machine.ts';
import { type Check, check } from './check.ts';

/** What the kernel tells; undefined where it doesn't. */
export type Kernel = {
  nftQueue?: string;
  xtablesQueue?: string;
  /** net.bridge.bridge-nf-call-iptables */
  bridgeCallsIptables?: string;
  /** First line of `iptables -S FORWARD`: the chain's policy. */
  forwardPolicy?: string;
};

export function kernelChecks({ nftQueue, xtablesQueue, bridgeCallsIptables, forwardPolicy }: Kernel): Check[] {
  const drops = forwardPolicy?.includes('DROP') ?? false;
  const cut = drops && bridgeCallsIptables === '1';
  const bridge =
    bridgeCallsIptables === undefined ? 'bridged packets pass iptables by' : `bridge-nf-call-iptables is ${bridgeCallsIptables}`;
  return [
    queue(nftQueue, xtablesQueue),
    check(
      'FORWARD',
      cut ? 'fail' : 'ok',
      `policy ${drops ? 'DROP' : forwardPolicy ? 'ACCEPT' : 'cannot be read (not root)'}, ${bridge}`,
      'Packets between nodes are dropped (Docker leaves this behind). Run: sysctl -w net.bridge.bridge-nf-call-iptables=0',
    ),
  ];
}

/** kube-network-policies needs to hand packets to a program: with nft's queue, or where that lacks with iptables' NFQUEUE. */
function queue(nftQueue: string | undefined, xtablesQueue: string | undefined): Check {
  const name = 'packet queue';
  if (nftQueue === undefined) return check(name, 'ok', 'the kernel does not tell its options; tried when the nodes start');
  if (nftQueue !== 'n') return check(name, 'ok', 'nft queue (CONFIG_NFT_QUEUE)');
  if (xtablesQueue !== 'n') return check(name, 'ok', 'no nft queue; iptables NFQUEUE takes its place');
  const remedy = 'NetworkPolicy cannot be enforced: boot a kernel with CONFIG_NFT_QUEUE or CONFIG_NETFILTER_XT_TARGET_NFQUEUE.';
  return check(name, 'fail', 'neither nft queue nor iptables NFQUEUE', remedy);
}

/** Asks the running kernel. */
export async function readKernel(): Promise<Kernel> {
  const forward = await execa('iptables', ['-S', 'FORWARD'], {
    reject: false,
    timeout: 2000,
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  return {
    nftQueue: kernelOption('CONFIG_NFT_QUEUE'),
    xtablesQueue: kernelOption('CONFIG_NETFILTER_XT_TARGET_NFQUEUE'),
    bridgeCallsIptables: readIfThere('/proc/sys/net/bridge/bridge-nf-call-iptables')?.trim(),
    forwardPolicy: forward.failed ? undefined : forward.stdout.split('\n')[0],
  };
}

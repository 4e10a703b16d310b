import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { Inconclusive } from '../../errors.ts';
import { times } from '../../times.ts';
import { until } from '../../waiting.ts';
import type { CommandOutcome } from '../command/command.ts';
import { reading, taken, type Reading } from '../reading.ts';

/** TEST-NET-3 (RFC 5737): packets to it can leave only by the default route. */
const nobody = '203.0.113.7';
const discard = 9;

/** What left this machine for an address outside while commands ran in the cluster. */
export interface Outward {
  /** What the commands came to, in their order. */
  attempts: Reading<CommandOutcome>[];
  /** Packets of the cluster's attempts on the machine's way out. */
  left: Reading<number>;
  /** Packets that this program sent itself, before and after: two when the capture saw all the time between. */
  own: Reading<number>;
}

/** Captures on the interface of the default route while the commands run. Throws Inconclusive when this machine cannot capture or has no default route. */
export async function outward(commands: Reading<CommandOutcome>[]): Promise<Outward> {
  const wayOut = await defaultInterface();
  const lines: string[] = [];
  const tshark = execa(
    'tshark',
    ['-i', wayOut, '-f', `host ${nobody}`, '-l', '-n', '-T', 'fields', '-e', 'ip.proto', '-e', 'udp.dstport'],
    {
      reject: false,
      cleanup: true,
      stdin: 'ignore',
    },
  );
  // a chunk may end within a line
  createInterface({ input: tshark.stdout }).on('line', (line) => line && lines.push(line));
  const own = () => lines.filter((line) => line === `17\t${discard}`).length;
  try {
    await sentinel(own, wayOut);
    const before = own();
    const attempts = await Promise.all(commands.map(async (command) => taken(command, await command.take())));
    await sentinel(() => own() - before, wayOut);
    const left = lines.length - own();
    const where = `on ${wayOut} of this machine, to ${nobody}`;
    const given = <T>(says: string, value: T) =>
      reading(says, 'packet-capture', () => Promise.resolve(value), {
        repeat: 'recorded',
        blanks: [],
        prove: async () => ({ works: true, says: 'packets of this program frame the capture' }),
      });
    return {
      attempts,
      left: given(`packets of the cluster ${where}`, left),
      own: given(`packets of this program, before and after, ${where}`, Math.min(before, 1) + Math.min(own() - before, 1)),
    };
  } finally {
    tshark.kill('SIGINT');
    await tshark;
  }
}

/** Sends a datagram every 200 ms until the capture has one. */
async function sentinel(seen: () => number, wayOut: string): Promise<void> {
  const socket = createSocket('udp4');
  try {
    const send = async () => {
      if (seen() > 0) return true;
      socket.send('meshproof', discard, nobody);
      return 'none yet';
    };
    await until(`tshark on ${wayOut} to see a packet of this machine itself`, times.sentinel, send, () => 200);
  } finally {
    socket.close();
  }
}

async function defaultInterface(): Promise<string> {
  const { stdout } = await execa('ip', ['-json', 'route', 'get', nobody], { reject: false });
  const [route] = JSON.parse(stdout || '[]') as { dev?: string }[];
  if (!route?.dev)
    throw new Inconclusive(`this machine has no route to ${nobody}: nothing could leave it, and nothing could be shown`);
  return route.dev;
}

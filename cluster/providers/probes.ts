import { execa } from 'execa';
import { type EngineName, engines } from '../host/engine.ts';
import type { Probes } from './provider.ts';

/** Asks the machine itself. @param nodeImage the image that `kind` would pull: docker.io/kindest/node:v…@sha256:… */
export function machineProbes(nodeImage: string): Probes {
  return {
    async engines() {
      const answers = await Promise.all(engines.map((engine) => succeeds(engine, ['ps', '--quiet'], 1500)));
      return engines.filter((_, index) => answers[index]);
    },
    async canPull(engine: EngineName) {
      // Podman's manifest command refuses a tag beside a digest
      const reference = engine === 'podman' ? nodeImage.replace(/:[^:/@]+@/, '@') : nodeImage;
      const answers = await Promise.all([
        succeeds(engine, ['image', 'inspect', reference], 1500),
        succeeds(engine, ['manifest', 'inspect', reference], 1500),
      ]);
      return answers.includes(true);
    },
  };
}

async function succeeds(command: string, args: string[], timeoutMs: number): Promise<boolean> {
  const options = {
    timeout: timeoutMs,
    killDescendants: true,
    forceKillAfterDelay: 200,
    reject: false,
    stdin: 'ignore',
    buffer: false,
  } as const;
  return (await execa(command, args, options)).exitCode === 0;
}

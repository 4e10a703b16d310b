import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

const install = ['install', '-y', '--no-install-recommends', 'chromium'];

/** Path of Debian's Chromium; installs it where this process may. Throws with the one line to run otherwise. */
async function requireChromium(): Promise<string> {
  if (existsSync(executablePath)) return executablePath;
  const may = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!may)
    throw new Error(`Pages are tested and printed by ${executablePath}. Install it with: sudo apt-get ${install.join(' ')}`);
  await execa('apt-get', install, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  return executablePath;
}

/** A real browser that calls nobody by itself; its profile is new and goes with it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await requireChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

import { type Browser, chromium } from 'playwright-core';
import { chromium as debianPackage, ensurePackages } from './packages.ts';

/** A real browser (Debian's, installed where this process may) that calls nobody by itself; its profile is new and goes with it. */
export async function launchChromium(): Promise<Browser> {
  await ensurePackages([debianPackage]);
  return chromium.launch({
    executablePath: debianPackage.proof,
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

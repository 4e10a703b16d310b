import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The file of this installation's private key, outside every checkout. MESHPROOF_SIGNING_KEY names another file. */
export function keyFile(): string {
  return (
    process.env.MESHPROOF_SIGNING_KEY ??
    join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'meshproof', 'signing-key.pem')
  );
}

const hasCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

async function make(file: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Two runs may start at the same time. A link appears at once: no run reads half a key, and the first key stays.
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
  try {
    await link(own, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(own);
  }
}

/**
 * This installation's Ed25519 key, made at its first use.
 *
 * @throws {Error} where the file has another kind of key
 */
export async function installationKey(file = keyFile()): Promise<KeyObject> {
  const read = () => readFile(file, 'utf8');
  const pem = await read().catch(async (error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
    await make(file);
    return read();
  });
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(
      `${file} holds a key of type ${key.asymmetricKeyType}, not Ed25519. Move the file away: the next run makes a new key.`,
    );
  return key;
}

import { createHash, createPublicKey, sign } from 'node:crypto';
import { installationKey } from './key.ts';

/** Signs a pack. Another signer (such as sigstore's keyless signing) can implement this interface. */
export interface Signer {
  /** Fingerprint of the public key: hex SHA-256 of its SubjectPublicKeyInfo in DER. */
  keyId: string;
  /** The public key in the form of the pack. */
  publicPem: string;
  /** The same bytes must give the same signature, so that a pack always renders to the same bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Signs with the Ed25519 key of this installation. */
export async function installationSigner(file?: string): Promise<Signer> {
  const key = await installationKey(file);
  const publicKey = createPublicKey(key);
  return {
    keyId: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (bytes) => sign(null, bytes, key),
  };
}

import { createHash, createPublicKey, sign } from 'node:crypto';
import { installationKey } from './key.ts';

/** Who signs a pack. Another (such as sigstore's keyless signing) takes its place by this interface. */
export interface Signer {
  /** Fingerprint of the public key: hex SHA-256 of its SubjectPublicKeyInfo in DER. */
  keyId: string;
  /** The public half, as it lies in the pack. */
  publicPem: string;
  /** Signature over the bytes; the same bytes have to give the same signature, or packs would not be reproducible. */
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

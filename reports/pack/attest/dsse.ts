import type { Signer } from './signer.ts';

export const payloadType = 'application/vnd.in-toto+json';

/** The bytes to sign: DSSE's pre-authentication encoding of type and body (secure-systems-lab/dsse, protocol.md). */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** A DSSE envelope with a JSON statement, in one line: a changed byte cannot hide in white space. */
export async function envelope(statement: object, signer: Signer): Promise<string> {
  const body = Buffer.from(JSON.stringify(statement));
  const signature = await signer.sign(preAuthenticationEncoding(payloadType, body));
  return `${JSON.stringify({
    payload: body.toString('base64'),
    payloadType,
    signatures: [{ keyid: signer.keyId, sig: Buffer.from(signature).toString('base64') }],
  })}\n`;
}

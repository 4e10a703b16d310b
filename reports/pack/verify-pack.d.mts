import type { KeyObject } from 'node:crypto';

export interface PackCheck {
  /** A line for each problem, which begins with the name of a file. An intact pack has no problem. */
  problems: string[];
  /** Fingerprint of the key in the pack. Undefined where the key cannot be used. */
  keyId?: string;
  files: number;
  claims: number;
}

/**
 * SHA-256 of a regular file of any size, in hex.
 *
 * @throws {Error} where the file is a link, a pipe or a device
 */
export function hashFile(file: string): string;
/** @throws {Error} where the PEM is not the plain form of a public key */
export function readKey(pem: string): { key: KeyObject; keyId: string };
/**
 * The signed statement.
 *
 * @throws {Error} where the envelope was altered, or another key signed the statement
 */
export function openEnvelope(text: string, signer: { key: KeyObject; keyId: string }): unknown;
export function verifyPack(dir: string, options?: { key?: string }): Promise<PackCheck>;
export function main(args: string[]): Promise<number>;

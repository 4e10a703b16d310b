/** Secrets that a command's output or a dump can hold. The replacement keeps the kind, never a part of the value. */
const patterns: { what: string; pattern: RegExp }[] = [
  { what: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\s\S]*?-----END (?:[A-Z]+ )?PRIVATE KEY-----/g },
  // base64 of "-----BEGIN", with "PRIVATE KEY" in one of its three alignments: client-key-data, Secret values; `base64` wraps at 76
  {
    what: 'private key (base64)',
    pattern:
      /\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]*(?:UFJJVkFURSBLRVk|QUklWQVRFIEtFW|BSSVZBVEUgS0VZ)[A-Za-z0-9+/=]*(?:(?:\s|\\n)+(?:[A-Za-z0-9+/]{20,76}|[A-Za-z0-9+/]{1,76}={1,2})(?![A-Za-z0-9+/=]))*/g,
  },
  // base64 of 'eyJ', where a header begins: a token in a Secret
  { what: 'JSON web token (base64)', pattern: /\bZXlK[A-Za-z0-9+/]{120,}={0,2}/g },
  { what: 'JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/g },
  { what: 'bootstrap token', pattern: /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g },
];

/** What was removed from a run's evidence, by kind. */
export type Redactions = Map<string, number>;

/** The text without its secrets; counts what it took out. */
export function redact(text: string, removed: Redactions): string {
  return patterns.reduce(
    (rest, { what, pattern }) =>
      rest.replace(pattern, () => {
        removed.set(what, (removed.get(what) ?? 0) + 1);
        return `[${what} removed]`;
      }),
    text,
  );
}

import { z } from 'zod';
import { yamlDocument, yamlValueOf } from '../../cluster/host/yaml.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).nullish();
const issues = list(z.union([z.int().positive(), z.string().min(1)]));

/** As releasenotes/README.md and template.yaml of the module have it; `issues` and `networking` are older words for the same. */
const shape = z.strictObject({
  apiVersion: z.literal('release-notes/v2'),
  kind: z.enum(['bug-fix', 'security-fix', 'feature', 'promotion', 'test']),
  area: z.enum([
    'traffic-management',
    'networking',
    'security',
    'telemetry',
    'extensibility',
    'installation',
    'istioctl',
    'documentation',
  ]),
  issue: issues,
  issues,
  docs: list(z.string()),
  releaseNotes: list(z.string().min(1)),
  upgradeNotes: list(z.strictObject({ title: z.string().min(1), content: z.string().min(1) })),
  securityNotes: list(z.string().min(1)),
});

export interface ReleaseNote {
  kind: string;
  area: string;
  /** What users meet, in Markdown. */
  says: string[];
  upgrade: { title: string; content: string }[];
  security: string[];
  /** Addresses. */
  issues: string[];
  /** What of the file is not as a note is: then `says` is the whole file, so that nothing of it is lost. */
  problems: string[];
}

/** Reads the text of a note. A shape that is not known is told in `problems`, never passed over. */
export function parseNote(text: string): ReleaseNote {
  const document = yamlDocument(text, 'a release note');
  const [error] = document.errors;
  if (error) return unread(text, [error.message.split('\n')[0] ?? error.code]);
  const parsed = shape.safeParse(yamlValueOf(document, 'a release note'));
  if (!parsed.success) return unread(text, parsed.error.issues.map(problemOf));
  const { kind, area, issue, issues: more, releaseNotes, upgradeNotes, securityNotes } = parsed.data;
  const [says, upgrade, security] = [releaseNotes ?? [], upgradeNotes ?? [], securityNotes ?? []];
  if (says.length + upgrade.length + security.length === 0 && kind !== 'test') return unread(text, ['it says nothing']);
  const named = [...(issue ?? []), ...(more ?? [])];
  return { kind, area, says: says.map((one) => one.trim()), upgrade, security, issues: named.map(addressOf), problems: [] };
}

function unread(text: string, problems: string[]): ReleaseNote {
  const upgrade = /^upgrade/im.test(text) ? [{ title: 'perhaps an upgrade note', content: 'see the file' }] : [];
  return { kind: 'unknown', area: 'unknown', says: [text.trim()], upgrade, security: [], issues: [], problems };
}

const problemOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length > 0 ? `${path.join('.')}: ${message}` : message;

/** A number is an issue of istio/istio. */
const addressOf = (issue: number | string): string =>
  /^\d+$/.test(String(issue)) ? `https://github.com/istio/istio/issues/${issue}` : String(issue);

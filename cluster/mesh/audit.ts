import { z } from 'zod';
import { lanePrefix } from '../records/marks.ts';
import { rights, userOf } from '../records/rights.ts';

/** An event of the API server's audit log (audit.k8s.io/v1), as far as it is read. */
const eventSchema = z.object({
  kind: z.literal('Event'),
  apiVersion: z.literal('audit.k8s.io/v1'),
  verb: z.string(),
  requestURI: z.string(),
  user: z.object({ username: z.string() }),
  objectRef: z
    .object({
      resource: z.string().optional(),
      subresource: z.string().optional(),
      namespace: z.string().optional(),
      name: z.string().optional(),
      apiGroup: z.string().optional(),
    })
    .optional(),
  responseStatus: z.object({ code: z.number().optional() }).optional(),
});
type Event = z.infer<typeof eventSchema>;

export type AuditedWrites = {
  /** Writes of our accounts in lanes. */
  inside: number;
  /** Writes that went through outside of lanes: one line each. */
  outside: string[];
  /** Writes that the API server refused, wherever. */
  refused: number;
};

/** A line as a node's files have it, before the output itself (CRI: time, stream, whether the line is whole). */
const ofContainer = /^\S+ std(?:out|err) F (?=\{)/;

/** The log is the API server’s own output, with other lines between its events, as kubectl shows it or a node keeps it. */
export function auditedWrites(log: string): AuditedWrites {
  const writes = log.split('\n').flatMap(eventIn).filter(isOurWrite);
  const refused = writes.filter(({ responseStatus }) => (responseStatus?.code ?? 0) >= 400);
  const through = writes.filter((one) => !refused.includes(one));
  const outside = through.filter((one) => !isInLane(one));
  return {
    inside: through.length - outside.length,
    outside: outside.map(({ user, verb, requestURI }) => `${user.username} ${verb} ${requestURI}`),
    refused: refused.length,
  };
}

function eventIn(shown: string): Event[] {
  const line = shown.replace(ofContainer, '');
  if (!line.startsWith('{')) return [];
  try {
    const { success, data } = eventSchema.safeParse(JSON.parse(line));
    return success ? [data] : [];
  } catch {
    return [];
  }
}

const writing = ['create', 'update', 'patch', 'delete', 'deletecollection'];
/** They start programs, and a client on WebSockets does so by a GET. */
const starting = ['exec', 'attach', 'portforward'];

function isOurWrite({ user, verb, requestURI, objectRef }: Event): boolean {
  if (!user.username.startsWith(userOf(''))) return false;
  if (starting.includes(objectRef?.subresource ?? '')) return true;
  if (!writing.includes(verb) || /[?&]dryRun=All\b/.test(requestURI)) return false;
  // reviews and tokens are answers: nothing is stored
  if (['authorization.k8s.io', 'authentication.k8s.io'].includes(objectRef?.apiGroup ?? '')) return false;
  return !(objectRef?.subresource === 'token' && objectRef.namespace === rights.namespace);
}

function isInLane({ objectRef }: Event): boolean {
  const namespace = objectRef?.resource === 'namespaces' ? objectRef.name : objectRef?.namespace;
  return namespace?.startsWith(lanePrefix) ?? false;
}

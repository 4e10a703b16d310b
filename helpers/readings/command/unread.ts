import type { CommandOutcome } from './outcome.ts';

/** What is known of a command besides its outcome. */
interface Circumstances {
  /** Programs that bash looked for in vain, wherever in the command. */
  missing?: string[];
  /** The program, or `the API server`, whose absence is what the claim is about. */
  absent?: string;
  /** Output was cut at the limit. */
  cut?: boolean;
}

/** Words of kubectl, istioctl and client-go for an API server that gave no answer (k8s.io/kubectl, pkg/cmd/util/helpers.go). */
const unanswered =
  /^(error: |Error: |Error from server: |E\d{4} .*)?(Unable to connect to the server|The connection to the server \S+ was refused|couldn't get current server API group list|Error from server \((ServiceUnavailable|Timeout|TooManyRequests|Unauthorized)\)|etcdserver|rpc error|error dialing backend|unable to upgrade connection|http2: client connection lost|the server is currently unable to handle the request).*$/m;

/** A container runtime, a shell in a pod or env(1) that has no such program. */
const notFound = /executable file not found|exec: "[^"]*": (stat|no such)|^\S*sh: (line )?(\d+: )?\S+: (command )?not found$/m;

/**
 * Why a command did not do its work, or undefined where its outcome is an answer. The statuses are those of bash(1), EXIT STATUS,
 * timeout(1) and kubectl exec.
 */
export function unreadOf({ exit, stdout, stderr }: CommandOutcome, about: Circumstances = {}): string | undefined {
  const { missing = [], absent, cut } = about;
  const lacking = missing.filter((name) => name !== absent);
  if (lacking.length > 0) return `the program ${lacking[0]} was not found`;
  if (exit === -1) return 'the command did not end by itself';
  if (exit === 124 || exit === 137) return `the command was ended by a time limit (exit ${exit})`;
  if (cut) return 'the output was cut short';
  const silent = unanswered.exec(stderr)?.[0] ?? unanswered.exec(stdout)?.[0];
  if (silent && absent !== 'the API server') return `the API server gave no answer: ${silent.trim()}`;
  const inner = / exit code (126|127)$/m.exec(stderr)?.[1];
  const status = inner ? Number(inner) : exit;
  const message = notFound.exec(stderr)?.[0];
  if (status !== 126 && status !== 127 && message === undefined) return undefined;
  if (absent !== undefined && (missing.includes(absent) || stderr.includes(absent))) return undefined;
  return `a program was not found or not executable (exit ${status}${message ? `: ${message.trim()}` : ''})`;
}

import { basename } from 'node:path';
import { parse, type SyntaxNode } from 'unbash';
import { nodesOf } from '../documents/shell.ts';

/** A program with its words, as bash splits them. */
type Call = [program: string, ...words: string[]];

const clients = new Set(['kubectl', 'oc', 'docker', 'podman', 'nerdctl']);
const shells = new Set(['bash', 'sh', 'ash', 'dash', 'zsh', 'ksh']);
/** What does not end by itself, by its program, with the words that make it so. */
const staying: Record<string, (words: readonly string[]) => boolean> = {
  tcpdump: (words) => !words.some((word) => word.startsWith('-c')),
  ping: (words) => !words.some((word) => /^-[cw]/.test(word)),
  kubectl: clientStays,
  oc: clientStays,
  docker: clientStays,
  podman: clientStays,
  istioctl: ([verb]) => verb === 'dashboard' || verb === 'd',
  tail: (words) => words.some((word) => /^-\w*[fF]/.test(word)),
  journalctl: (words) => words.some((word) => /^-\w*f/.test(word)),
  minikube: ([verb]) => verb === 'tunnel' || verb === 'dashboard',
  hubble: (words) => words.some((word) => word === '-f' || word === '--follow'),
  sleep: ([time]) => time === 'infinity',
};
for (const name of ['watch', 'top', 'stern', 'k9s']) staying[name] = () => true;

const ctrlC = '\u0003';
/** Keys that leave a program that shows a whole screen. */
const quitKeys: Record<string, string> = {
  ...Object.fromEntries(['vi', 'vim', 'nvim', 'view'].map((name) => [name, '\u001b:q!\r'])),
  ...Object.fromEntries(['less', 'more', 'man', 'top'].map((name) => [name, 'q'])),
  nano: '\u0018n',
};

/** `sudo` and the like run what follows them. */
function unwrapped([program, ...words]: Call): Call {
  const [next, ...rest] = words;
  const isWrapper = ['sudo', 'command', 'exec', 'time', 'env'].includes(program);
  return isWrapper && next !== undefined ? unwrapped([next, ...rest]) : [basename(program), ...words];
}

/** The calls of a command, in its order, without those that run in the background or in a substitution. */
function callsOf(node: SyntaxNode): Call[] {
  switch (node.type) {
    case 'Statement':
      return node.background ? [] : callsOf(node.command);
    case 'Redirected':
      return callsOf(node.command);
    case 'Pipeline':
    case 'AndOr':
      return node.commands.flatMap(callsOf);
    case 'Command':
      return node.name ? [unwrapped([node.name.value, ...node.args.map(wordOf)])] : [];
    default:
      return [];
  }
}

const wordOf = (word: { text: string; value?: unknown }): string => (typeof word.value === 'string' ? word.value : word.text);

/** The words of a client's own, and the call that stands behind `--`. */
function split(words: readonly string[]): { own: readonly string[]; inner: Call | undefined } {
  const at = words.indexOf('--');
  const [program, ...rest] = at < 0 ? [] : words.slice(at + 1);
  return { own: at < 0 ? words : words.slice(0, at), inner: program === undefined ? undefined : unwrapped([program, ...rest]) };
}

function clientStays(words: readonly string[]): boolean {
  const { own, inner } = split(words);
  if (inner) return stays(inner);
  const has = (...these: string[]) => own.some((word) => these.includes(word));
  if (has('port-forward', 'proxy')) return true;
  if (has('logs')) return has('-f', '--follow', '--follow=true');
  return has('get', 'events') && has('-w', '--watch', '--watch=true', '--watch-only', '--watch-only=true');
}

const stays = ([program, ...words]: Call): boolean => program in quitKeys || (staying[program]?.(words) ?? false);

const asksFor = (words: readonly string[], short: string, ...long: string[]): boolean =>
  words.some(
    (word) => (/^-[itq]+$/.test(word) && word.includes(short)) || long.some((name) => word.replace('=true', '') === name),
  );

const isShell = ([program, ...words]: Call): boolean =>
  shells.has(program) && words.every((word) => word.startsWith('-') && !/^-[a-z]*c/.test(word));

function opens([program, ...words]: Call): boolean {
  const { own, inner } = split(words);
  if (!clients.has(program)) return false;
  if (own.includes('rsh')) return true;
  const verb = own.find((word) => /^(?:run|exec|debug|attach)$/.test(word));
  const isTerminal = asksFor(own, 'i', '--stdin', '--interactive') && asksFor(own, 't', '--tty');
  if (verb === undefined || !isTerminal) return false;
  if (inner) return isShell(inner);
  const last = own.at(-1) ?? '';
  // without a command the image's own runs, which may be a shell
  return shells.has(basename(last)) || (verb !== 'exec' && (program === 'kubectl' || program === 'oc'));
}

const allCalls = (text: string): Call[] => parse(text).commands.flatMap(callsOf);

/** Whether a command opens a shell in a pod, and does nothing after it. */
export function opensShell(text: string): boolean {
  const last = allCalls(text).at(-1);
  return last !== undefined && opens(last);
}

/** Whether a command stays in front until its reader ends it: a watch, a forward, a capture, an endless loop. */
export function staysInFront(text: string): boolean {
  if (allCalls(text).some(stays)) return true;
  const loops = parse(text).commands.flatMap((one) => [...nodesOf(one)].filter((node) => node.type === 'While'));
  return loops.some(({ clause }) => /^\s*(?:true|:)\s*;?\s*$/.test(text.slice(clause.pos, clause.end)));
}

/** The keys with which a reader ends it. */
export function keysToEnd(text: string): string {
  return (
    allCalls(text)
      .map(([program]) => quitKeys[program])
      .find(Boolean) ?? ctrlC
  );
}

/** The pod, container or program whose shell a command opens. */
export function shellName(text: string): string {
  const [program = 'shell', ...words] = allCalls(text).at(-1) ?? [];
  if (!clients.has(program)) return program;
  const verb = words.findIndex((word) => /^(?:run|exec|debug|attach|rsh)$/.test(word));
  const name = words.slice(verb + 1).find((word) => /^[\w./-]+$/.test(word) && !word.startsWith('-'));
  return name?.replaceAll(/[^\w.-]/g, '.') ?? 'pod';
}

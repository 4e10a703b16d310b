import { parse, type SyntaxNode } from 'unbash';
import { splitCommands } from './shell.ts';

/** Programs that documents call in blocks that name no language, by which these are told from outputs and files. */
const tools = new Set(
  `kubectl oc istioctl helm kustomize kind k3d k9s minikube make docker podman nerdctl crictl cilium hubble linkerd calicoctl flux
  argocd stern kubectx kubens eksctl aws gcloud az terraform git go npm npx node python python3 pip curl wget hey fortio ab siege
  nc dig nslookup ping openssl step jq yq sed awk grep cat tail head sort tee xargs less vi vim nano ls cd mkdir cp mv rm chmod
  touch tar unzip export unset source alias echo printf read test eval set env exit sleep watch time sudo ssh scp bash sh tcpdump
  iptables ip ss netstat uname apt apt-get dnf yum apk brew systemctl`.split(/\s+/),
);

function isToolCall(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Command':
      return node.name ? tools.has(node.name.text) || /^\.{0,2}\/\S+$/.test(node.name.text) : node.prefix.length > 0;
    case 'Redirected':
      return isToolCall(node.command);
    case 'Pipeline':
    case 'AndOr':
      return node.commands[0] !== undefined && isToolCall(node.commands[0]);
    default:
      return ['For', 'While', 'If', 'Case'].includes(node.type);
  }
}

/** A placeholder at a line's end is no fault of who writes for people. */
const placeholderAtEnd = 'expected redirect target';

/** Whether bash takes these lines, and each command calls a program of the list, or is a loop, a condition or an assignment. */
export function areToolCalls(lines: readonly string[]): boolean {
  const { errors = [], commands } = parse(lines.join('\n'));
  const faults = errors.filter(({ message }) => message !== placeholderAtEnd);
  return faults.length === 0 && commands.length > 0 && commands.every(({ command }) => isToolCall(command));
}

/** Whether the first command of these lines calls one. */
export function beginsWithTool(lines: readonly string[]): boolean {
  const first = splitCommands(lines, 1)[0]?.text ?? '';
  return parse(first)
    .commands.slice(0, 1)
    .some(({ command }) => isToolCall(command));
}

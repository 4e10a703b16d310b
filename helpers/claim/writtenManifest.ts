import type { MarkdownDocument } from '../documents/document.ts';
import { ReaderRefused } from '../errors.ts';
import { takersOf } from '../documents/savedFiles.ts';
import { isUnnamed, parseManifests } from '../kube/objects.ts';
import { withNamespace } from '../lane/localiseManifests.ts';
import { namespaceNamedIn } from '../lane/namespaceOption.ts';

/**
 * The manifest of the block at a line as the command that takes it makes it, be it the block's own or one that takes the file as which the
 * text has it saved: in the namespace that the command names.
 *
 * @throws {ReaderRefused} where kubectl itself refuses what the block says; its words are those of kubectl
 */
export function manifestOf(document: MarkdownDocument, line: number): string {
  const block = document.blockAt(line);
  const { yaml } = document.manifestIn(block);
  const own = block.commands.find(({ heredoc }) => heredoc?.text === yaml)?.text.replace(yaml, '');
  const { file } = block;
  const command = own ?? (file === undefined ? '' : (takersOf(document, { ...block, file })[0]?.text ?? ''));
  const [kubectl] = /\bkubectl\s[^|;&\n]*/.exec(command) ?? [];
  if (kubectl === undefined) return yaml;
  const refused = (message: string) => new ReaderRefused(kubectl.replace(/\s*<<.*/, ''), message);

  const unnamed = parseManifests(yaml, `${document.path}:${line}`).find(isUnnamed);
  if (unnamed && /\sapply\s/.test(kubectl))
    throw refused(`error: from ${unnamed.metadata?.generateName}: cannot use generate name with apply`);
  const namespace = namespaceNamedIn(kubectl);
  if (namespace === undefined) return yaml;
  const { text, others } = withNamespace(yaml, namespace);
  if (others[0] === undefined) return text;
  throw refused(
    `error: the namespace from the provided object "${others[0]}" does not match the namespace "${namespace}". You must pass '--namespace=${others[0]}' to perform this operation.`,
  );
}

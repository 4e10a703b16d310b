import { isPair, isScalar, visit, type Document, type Node, type Pair, type Scalar, isMap, type YAMLMap } from 'yaml';
import { yamlDocuments } from '../../cluster/host/yaml.ts';
import { asKubectl } from '../kube/yaml.ts';
import { edited, type TextEdit } from '../textEdits.ts';
import { localiseWords, type Names } from './localiseWords.ts';

const nameLabel = 'kubernetes.io/metadata.name';
/** Fields whose value, or each of whose values, is a namespace. */
const namespaceFields = ['namespace', 'namespaces', 'notNamespaces', 'exportTo', nameLabel];
/** Fields in which Istio puts a namespace before a host or a gateway. */
const qualified = ['hosts', 'gateways'];

/** A text of manifests with the lane's namespaces in the place of the document's. What is no namespace stays as it is written. */
export function localiseManifests(text: string, names: Names): string {
  const documents = parsed(text);
  if (!documents) return localiseWords(text, names);
  const edits = documents.flatMap((document) => {
    const found: TextEdit[] = [];
    visit(document, {
      Scalar(key, node, path) {
        if (key === 'key' || typeof node.value !== 'string' || !node.range) return;
        const [from, to] = node.range;
        const raw = text.slice(from, to);
        const local = localScalar(raw, node as Scalar<string>, path as readonly Node[], document, names);
        if (local !== raw) found.push({ from, to, text: local });
      },
    });
    return found;
  });
  return edited(text, edits);
}

/** The manifests as `kubectl -n <namespace>` takes them: an object that names no namespace is in this one. */
export function withNamespace(text: string, namespace: string): { text: string; others: string[] } {
  const edits: TextEdit[] = [];
  const others: string[] = [];
  const place = (object: unknown): void => {
    if (!isMap(object)) return;
    const items = object.get('items');
    if (String(object.get('kind')).endsWith('List') && items && typeof items === 'object' && 'items' in items)
      return (items.items as unknown[]).forEach(place);
    const metadata = object.get('metadata');
    if (!isMap(metadata)) return;
    const said = metadata.get('namespace') as string | undefined;
    if (said !== undefined && said !== namespace) others.push(said);
    const at = (metadata.items[0]?.key as Node | undefined)?.range?.[0];
    if (said !== undefined || at === undefined) return;
    const indent = ' '.repeat(at - (text.lastIndexOf('\n', at) + 1));
    edits.push({ from: at, to: at, text: `namespace: ${namespace}${metadata.flow ? ', ' : `\n${indent}`}` });
  };
  parsed(text)?.forEach(({ contents }) => place(contents));
  return { text: edited(text, edits), others };
}

/** Undefined for what is no manifest: a script, or words. */
function parsed(text: string): Document[] | undefined {
  const documents = yamlDocuments(text, 'a manifest', { ...asKubectl, logLevel: 'silent' }) as Document[];
  return documents.every(({ errors, contents }) => errors.length === 0 && (contents === null || isMap(contents)))
    ? documents
    : undefined;
}

function localScalar(raw: string, { value }: Scalar<string>, path: readonly Node[], document: Document, names: Names): string {
  const owner = path.findLast((one) => isPair(one)) as Pair | undefined;
  const field = isScalar(owner?.key) ? String(owner.key.value) : '';
  const whole = () => raw.replace(value, names.get(value) ?? value);
  if (namespaceFields.includes(field)) return whole();
  if (field === 'values' && siblingOf(owner, path) === nameLabel) return whole();
  if (field === 'name') return isNamespaceName(owner, document) ? whole() : raw;
  const [, namespace = '', rest] = /^([a-z0-9-]+)(\/.+)$/s.exec(value) ?? [];
  if (qualified.includes(field) && rest)
    return raw.replace(value, `${names.get(namespace) ?? namespace}${localiseWords(rest, names)}`);
  return localiseWords(raw, names);
}

/** `key` beside `values` in a selector's expression. */
function siblingOf(owner: Pair | undefined, path: readonly Node[]): unknown {
  const holder = path.findLast((one): one is YAMLMap => isMap(one) && one.items.includes(owner as Pair<Node, Node>));
  return holder?.get('key');
}

function isNamespaceName(owner: Pair | undefined, document: Document): boolean {
  const metadata = document.get('metadata');
  return document.get('kind') === 'Namespace' && isMap(metadata) && metadata.items.includes(owner as Pair<Node, Node>);
}

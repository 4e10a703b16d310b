import { isMap, isScalar, isSeq, stringify, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { yamlDocument } from '../../cluster/host/yaml.ts';
import { edited, type TextEdit } from '../textEdits.ts';

type Anchor = { quote: string; section?: string };

/** Changes of a ledger's text, row by row. Everything else of it, comments too, stays as it is. */
export class LedgerEdit {
  readonly #text: string;
  readonly #claims: YAMLMap[];
  readonly #places: YAMLMap | undefined;
  readonly #changes: TextEdit[] = [];

  constructor(text: string) {
    this.#text = text;
    const document = yamlDocument(text, 'the ledger');
    const [claims, places] = [document.get('claims'), document.get('places')];
    this.#claims = isSeq(claims) ? claims.items.filter((row) => isMap(row)) : [];
    this.#places = isMap(places) ? places : undefined;
  }

  /** The claim quotes other words. */
  requote(id: string, anchor: Anchor): void {
    const row = this.#row(id);
    this.#drop(row, ['section']);
    this.#put(row, anchor);
  }

  /** The claim is about the corrected text: it is verified, and is wrong no longer. */
  correct(id: string, anchor: Anchor, says: string): void {
    const row = this.#row(id);
    this.#drop(row, ['section', 'why', 'seen', 'versions', 'erratum', 'reading']);
    this.#put(row, anchor);
    this.#set(row, 'says', says);
    this.#set(row, 'expected', 'verified');
    this.#set(row, 'basis', 'predicted');
  }

  remove(id: string): void {
    const row = this.#row(id);
    const from = this.#lineStart((row.range?.[0] ?? 0) - 1);
    this.#changes.push({ from, to: row.range?.[2] ?? from, text: '' });
  }

  /** The place has other words. */
  replace(name: string, anchor: Anchor): void {
    const place = this.#places?.items.find(({ key }) => isScalar(key) && key.value === name)?.value;
    if (!isMap(place)) throw new Error(`The ledger has no place ${name}.`);
    const [from, to] = place.range ?? [0, 0];
    // written as JSON, which is YAML on one line
    this.#changes.push({
      from,
      to,
      text: `{ ${Object.entries(anchor)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
        .join(', ')} }${this.#text.slice(to - 1, to) === '\n' ? '\n' : ''}`,
    });
  }

  text(): string {
    return edited(this.#text, this.#changes);
  }

  #row(id: string): YAMLMap {
    const row = this.#claims.find((one) => one.get('id') === id);
    if (!row) throw new Error(`The ledger has no claim ${id}.`);
    return row;
  }

  #pair(row: YAMLMap, name: string): Pair<Scalar, Scalar> | undefined {
    return row.items.find(({ key }) => isScalar(key) && key.value === name) as Pair<Scalar, Scalar> | undefined;
  }

  #put(row: YAMLMap, { quote, section }: Anchor): void {
    this.#set(row, 'quote', quote, section === undefined ? undefined : { section });
  }

  #set(row: YAMLMap, name: string, value: string, more: object | undefined = undefined): void {
    const pair = this.#pair(row, name);
    const lines = stringify({ [name]: value, ...more }, { lineWidth: 0, singleQuote: true }).trimEnd();
    if (!pair) return;
    const [from, to] = this.#linesOf(pair);
    this.#changes.push({ from, to, text: `${lines.replace(/^/gm, '    ')}\n` });
  }

  #drop(row: YAMLMap, names: string[]): void {
    for (const name of names) {
      const pair = this.#pair(row, name);
      if (!pair) continue;
      const [from, to] = this.#linesOf(pair);
      this.#changes.push({ from, to, text: '' });
    }
  }

  /** From the start of the key's line to the end of the value's last one. */
  #linesOf({ key, value }: Pair<Scalar, Scalar>): [number, number] {
    const from = this.#lineStart(key.range?.[0] ?? 0);
    const end = value?.range?.[1] ?? key.range?.[1] ?? from;
    if (this.#text[end - 1] === '\n') return [from, end];
    const newline = this.#text.indexOf('\n', end);
    return [from, newline === -1 ? this.#text.length : newline + 1];
  }

  #lineStart(at: number): number {
    return this.#text.lastIndexOf('\n', at - 1) + 1;
  }
}

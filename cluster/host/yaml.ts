import {
  isCollection,
  isPair,
  isScalar,
  Lexer,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type Document,
  type DocumentOptions,
  type ParsedNode,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';
import { UsageError } from './errors.ts';

/** What a YAML text may have at most. A ledger of 500 claims has 150 KB, a release's largest manifest 1 MB; neither has an alias. */
export const yamlLimits = {
  /** Characters. */
  text: 4 * 1024 ** 2,
  /** Words, spaces and line ends: a million of them takes the parser a minute. */
  words: 200_000,
  /** `&name` and `*name` together; the library looks at all of them for each. */
  references: 1000,
  /** Lists and maps within each other. The deepest manifest of Istio's charts has 20. */
  depth: 64,
  /** Documents in one text. */
  documents: 10_000,
  /** Pairs of keys that are compared, because a map may name a key once: 2000 keys in one map. */
  comparisons: 2_000_000,
};

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/** A YAML text that would cost a reader more than any document is worth. */
export class UnfitYaml extends UsageError {
  constructor(name: string, why: string) {
    super(`${name} is not read as YAML: ${why}.`, { remedy: 'Write it without that, or in several files.' });
  }
}

/**
 * The documents of a text, with their errors of syntax in `errors`. This is the one door for YAML: nobody else calls the parser.
 *
 * @param name of the text, for messages
 * @throws {UnfitYaml} for a text that is made to exhaust whoever reads it
 */
export function yamlDocuments(text: string, name: string, options: Options = {}): Document.Parsed[] {
  const documents = reading(text, name, options, (fit) => parseAllDocuments(text, fit));
  // the library has an empty list with fields of its own
  return 'empty' in documents ? [] : documents;
}

/** The same for a text of one document. */
export const yamlDocument = (text: string, name: string, options: Options = {}): Document.Parsed =>
  reading(text, name, options, (fit) => parseDocument(text, fit));

/** The value of a document that has no errors, its aliases followed. @throws {UnfitYaml} where they would multiply */
export function yamlValueOf(document: Document, name: string): unknown {
  return guarded(name, () => document.toJS() as unknown);
}

/** The values of a text's documents, which is our own and has no errors. @throws {UnfitYaml} */
export const yamlValues = (text: string, name: string): unknown[] =>
  yamlDocuments(text, name).map((document) => yamlValueOf(document, name));

/** The value of a text. @throws {UsageError} where it is no YAML */
export function yamlValue(text: string, name: string, options: Options = {}): unknown {
  const document = yamlDocument(text, name, options);
  const [error] = document.errors;
  if (error) throw new UsageError(`${name} is no YAML: ${error.message}`, { remedy: 'Correct the syntax there.', cause: error });
  return yamlValueOf(document, name);
}

/** Looks at the words alone, which takes time in proportion to the text; the parser takes more. */
function measure(text: string, name: string): void {
  if (text.length > yamlLimits.text)
    throw new UnfitYaml(name, `it has ${text.length} characters, and ${yamlLimits.text} is the most`);
  let references = 0;
  let documents = 0;
  let words = 0;
  let depth = 0;
  for (const word of new Lexer().lex(text)) {
    if (++words > yamlLimits.words) throw new UnfitYaml(name, `it has more than ${yamlLimits.words} words`);
    if (word === '[' || word === '{') depth++;
    else if (word === ']' || word === '}') depth--;
    if (depth > yamlLimits.depth) throw tooDeep(name);
    if (word.startsWith('&') || word.startsWith('*')) references++;
    else if (word === '---') documents++;
  }
  if (references > yamlLimits.references)
    throw new UnfitYaml(name, `it has ${references} anchors and aliases, and ${yamlLimits.references} is the most`);
  if (documents > yamlLimits.documents)
    throw new UnfitYaml(name, `it has ${documents} documents, and ${yamlLimits.documents} is the most`);
}

function reading<T extends Document.Parsed | readonly Document.Parsed[]>(
  text: string,
  name: string,
  { uniqueKeys = true, prettyErrors = true, lineCounter = new LineCounter(), ...options }: Options,
  parse: (fit: Options) => T,
): T {
  measure(text, name);
  let comparisons = 0;
  // as the library compares, but not without end: it compares each key with all others of its map
  const same = (a: ParsedNode, b: ParsedNode) => {
    if (++comparisons > yamlLimits.comparisons) throw new UnfitYaml(name, 'its maps have too many keys');
    return typeof uniqueKeys === 'function' ? uniqueKeys(a, b) : a === b || (isScalar(a) && isScalar(b) && a.value === b.value);
  };
  // the library would put the lines around an error into each of a hundred thousand messages
  const bounds: Options = { uniqueKeys: uniqueKeys === false ? false : same, prettyErrors: false, lineCounter };
  const read = guarded(name, () => parse({ ...options, ...bounds }));
  const [first] = prettyErrors ? [read].flat().flatMap(({ errors }) => errors) : [];
  if (first) first.message += placeOf(lineCounter, first.pos[0]);
  // the library makes an error of the document of whatever is thrown below it
  if (comparisons > yamlLimits.comparisons) throw new UnfitYaml(name, 'its maps have too many keys');
  if ([read].flat().some(({ errors }) => errors.some(({ message }) => isOverflow(message)))) throw tooDeep(name);
  for (const { contents } of [read].flat()) requireFlat(contents, name);
  return read;
}

/** The library writes a key that is a list or a map as text, once more at each depth: 535 bytes of `? ? ?` took it 11 s. */
function requireFlat(contents: unknown, name: string): void {
  const rest: { node: unknown; depth: number }[] = [{ node: contents, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { node, depth } = next;
    if (!isCollection(node)) continue;
    if (depth > yamlLimits.depth) throw tooDeep(name);
    for (const item of node.items) {
      if (isPair(item) && isCollection(item.key)) throw new UnfitYaml(name, 'a key of it is a list or a map');
      rest.push({ node: isPair(item) ? item.value : item, depth: depth + 1 });
    }
  }
}

function placeOf(counter: LineCounter, offset: number): string {
  const { line, col } = counter.linePos(offset);
  return ` at line ${line}, column ${col}`;
}

/** The library follows what is nested by calling itself, and names no file where aliases multiply or a merge is of no map. */
function guarded<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && isOverflow(error.message)) throw tooDeep(name);
    if (error instanceof UsageError) throw error;
    throw new UnfitYaml(name, `what it says cannot be put together (${error instanceof Error ? error.message : String(error)})`);
  }
}

const isOverflow = (message: string) => /call stack/.test(message);
const tooDeep = (name: string) => new UnfitYaml(name, 'it is nested too deeply');

import { isMap, isScalar, LineCounter, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { yamlDocument, yamlValueOf } from '../../cluster/host/yaml.ts';
import type { Problem } from './errors.ts';
import { ledgerSchema, type Ledger } from './schema.ts';

/** A ledger file as parsed, with the line of each of its values. */
export type ParsedLedger = { ledger: Ledger; lineOf: (path: PropertyKey[]) => number };

const lineFinder = (document: Document, counter: LineCounter) => {
  const lineOf = (path: PropertyKey[]): number => {
    const node = document.getIn(path, true) as Node | undefined;
    if (node?.range) return counter.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  return lineOf;
};

/** The line of a key that the schema does not know: it has a value's line, or its map's. */
const whereIs = (issue: z.core.$ZodIssue): PropertyKey[] =>
  issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined ? [...issue.path, issue.keys[0]] : issue.path;

const nameOf = (document: Document, path: PropertyKey[]): string => {
  if (path[0] !== 'claims' || path.length < 2) return path.join('.') || 'the file';
  const claim = document.getIn(path.slice(0, 2), true);
  const id = isMap(claim) ? claim.get('id', true) : undefined;
  const field = path.slice(2).join('.');
  return `claim ${isScalar(id) ? String(id.value) : `number ${Number(path[1]) + 1}`}${field && `, ${field}`}`;
};

/** Parses and validates the text of ledger `file`. Every syntax or schema fault is a problem with its line. */
export const parseLedger = (file: string, text: string): { parsed?: ParsedLedger; problems: Problem[] } => {
  const counter = new LineCounter();
  const document = yamlDocument(text, file, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      file,
      line: counter.linePos(pos[0]).line,
      what: `not YAML: ${message.replace(/\.?\s*$/, '')}`,
      remedy: 'Correct the syntax at this line or the one above it',
    }));
    return { problems };
  }
  const lineOf = lineFinder(document, counter);
  const result = ledgerSchema.safeParse(yamlValueOf(document, file));
  if (result.success) return { parsed: { ledger: result.data, lineOf }, problems: [] };
  const problems = result.error.issues.map((issue) => ({
    file,
    line: lineOf(whereIs(issue)),
    what: `${nameOf(document, whereIs(issue))}: ${issue.message}`,
    remedy: 'See helpers/ledger/schema.ts for what the field takes',
  }));
  return { problems };
};

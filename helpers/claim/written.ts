import type { MarkdownDocument } from '../documents/document.ts';
import { programPath } from '../content.ts';
import { Drifted, UsageError } from '../errors.ts';
import type { Lane } from '../lane/lane.ts';
import { localise } from '../lane/localise.ts';
import { localiseWords } from '../lane/localiseWords.ts';
import { localiseManifests } from '../lane/localiseManifests.ts';
import { withSavedFiles } from './readersFiles.ts';
import { manifestOf } from './writtenManifest.ts';
import { describeDrift } from '../ledger/drift.ts';
import { erratumOf } from '../ledger/errata.ts';
import type { LoadedClaim, LoadedDocument } from '../ledger/loaded.ts';
import type { Rewording } from '../documents/reworded.ts';
import type { ClaimContext } from './context.ts';

const draws = `${programPath('node_modules/.bin/node')} ${programPath('helpers/documents/drawMermaid.ts')}`;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const asOption = ({ first, last, text }: Rewording) => ` --lines ${quoted(`${first}-${last}:${text}`)}`;

/** @throws {Drifted} by each word that leans on a place whose words are gone */
export function writtenOf(
  claim: LoadedClaim,
  document: MarkdownDocument,
  places: LoadedDocument['places'],
  lane: Lane,
  reader: Pick<ClaimContext['reader'], 'lines' | 'runs'>,
): ClaimContext['written'] {
  const lineOf = (name: string | undefined): number => {
    if (name === undefined) {
      if (claim.drifted) throw new Drifted(`The spec leans on the words of ${claim.id}. ${describeDrift(claim.drifted)}`);
      return claim.line;
    }
    const place = places[name];
    if (!place)
      throw new UsageError(`The ledger of ${document.path} has no place ${name}: use ${Object.keys(places).join(', ')}.`);
    if (place.drifted) throw new Drifted(`The claim leans on the place ${name}. ${describeDrift(place.drifted)}`);
    return place.line;
  };
  const inPlaces = (texts: Record<string, string>): Rewording[] =>
    Object.entries(texts).map(([name, text]) => ({ first: lineOf(name), last: lineOf(name), text }));
  return {
    command: (name) => {
      const line = lineOf(name);
      return withSavedFiles(localise(document.commandAt(line), lane.names), document, line, lane);
    },
    output: (name) => localiseWords(document.outputAt(lineOf(name)), lane.names),
    manifest: (name) => localiseManifests(manifestOf(document, lineOf(name)), lane.names),
    lines: (wanted) => reader.lines(`cat ${document.path}`, wanted),
    diagram: (instead = {}) => {
      // an erratum that is applied stands in the document already, and the claim has none
      const others = instead === 'corrected' ? erratumOf(claim) : inPlaces(instead);
      const diagram = `${draws} ${document.path}${others.map(asOption).join('')}`;
      return { lines: (wanted) => reader.lines(`${diagram} --print`, wanted), drawn: reader.runs(`${diagram} --groups`) };
    },
  };
}

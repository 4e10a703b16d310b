import { localiseManifests } from './localiseManifests.ts';
import { localiseWords, type Names } from './localiseWords.ts';

const hereDocument = /(<<-?\s*(['"]?)(\w+)\2[^\n]*\n)([^]*?)(\n[ \t]*\3(?=\s|$))/g;

/** What a command's here-documents hold. */
export const bodiesIn = (command: string): string[] => [...command.matchAll(hereDocument)].map(([, , , , body = '']) => body);

/**
 * A document's command with the lane's namespaces in the place of the document's, in every spelling that kubectl, DNS, SPIFFE and Istio
 * have for them. Words that only look like one stay. The evidence shows the text as run.
 */
export function localise(command: string, names: Names): string {
  const bodies: string[] = [];
  const keep = (body: string) => `\0${bodies.push(localiseManifests(body, names)) - 1}\0`;
  const shell = command.replaceAll(
    hereDocument,
    (_, opening: string, _quote, _word, body: string, end: string) => opening + keep(body) + end,
  );
  return localiseWords(shell, names).replaceAll(/\0(\d+)\0/g, (_, index: string) => bodies[Number(index)] ?? '');
}

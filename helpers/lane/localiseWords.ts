import { namespaceOption } from './namespaceOption.ts';
import { withoutOtherLanes } from './otherLanes.ts';

/** By a document's name of a namespace: the lane's. */
export type Names = ReadonlyMap<string, string>;

/** What may stand before a host name, and behind it. */
const [before, behind] = [String.raw`(?<=^|[\s"'\x60=@(,]|://)`, String.raw`(?=[\s"'\x60:/,;|&)]|$)`];

/** A program that takes namespaces, up to the command that it hands on (`--`). */
const program = /(?<![\w./-])(?:kubectl|oc|istioctl|helm)\s(?:\\\n|'[^']*'|"[^"]*"|[$<>]\([^()]*\)|[^;|&\n)`'"])*/g;

/** Namespaces in a text of a shell, or in a value such as a URL. */
export function localiseWords(text: string, names: Names): string {
  let local = text.replaceAll(program, (call) => {
    const [own = '', ...handedOn] = call.split(/(\s--\s)/);
    return [withoutOtherLanes(localiseArguments(own, names)), ...handedOn].join('');
  });
  for (const variable of namespaceVariables(text)) local = localiseValues(local, variable, names);
  for (const [name, real] of names) local = localiseName(local, name, real);
  return local;
}

function localiseName(text: string, name: string, real: string): string {
  // the API server's own Service is always in this one
  const asService = (whole: string, service: string) =>
    name === 'default' && service === 'kubernetes' ? whole : `${service}.${real}`;
  return (
    text
      .replaceAll(new RegExp(String.raw`(?<=/(?:ns|namespaces)/)${name}(?=[/?*"'\s]|$)`, 'g'), real)
      // as kubectl answers: `namespace/web labeled`, `namespace "web" deleted`
      .replaceAll(new RegExp(String.raw`(?<=(?:^|\s)namespace(?:/| "))${name}(?=["\s]|$)`, 'gm'), real)
      .replaceAll(new RegExp(String.raw`(?<=\bsystem:serviceaccounts?:)${name}(?=[:"'\s]|$)`, 'g'), real)
      .replaceAll(
        new RegExp(String.raw`(?<=\b(?:namespace|kubernetes\.io/metadata\.name)["']?(?:: ?|=)["']?)${name}(?=["'\s,}]|$)`, 'g'),
        real,
      )
      .replaceAll(new RegExp(String.raw`(\*|(?<![\w.-])[\w$\{}-]+)\.${name}(?=\.svc\b)`, 'g'), asService)
      .replaceAll(new RegExp(String.raw`${before}(\*|[\w$\{}-]+)\.${name}${behind}`, 'gm'), asService)
  );
}

function localiseArguments(call: string, names: Names): string {
  const one = (word: string) =>
    word.replace(/^(["']?)([a-z0-9-]+)\1$/, (_, quote: string, name: string) => `${quote}${names.get(name) ?? name}${quote}`);
  return call
    .replaceAll(new RegExp(String.raw`(?<=${namespaceOption})["']?[a-z0-9][a-z0-9-]*["']?(?=\s|$)`, 'g'), one)
    .replaceAll(/(?<=\s--serviceaccount[= ])[a-z0-9-]+(?=:)/g, one)
    .replaceAll(
      /(\s(?:ns|namespaces?)(?:\s+|\/))((?:[^\s-]\S*\s*)+)/g,
      (_, kind: string, words: string) => kind + words.replaceAll(/\S+/g, one),
    );
}

/** Variables of which a command takes its namespace: `-n $x`, `http://web.${x}`. */
function namespaceVariables(text: string): Set<string> {
  const uses = new RegExp(String.raw`(?:${namespaceOption}["']?|[\w}*-]\.)\$\{?(\w+)\}?(?=["'\s:/.,;)]|$)`, 'g');
  return new Set([...text.matchAll(uses)].map(([, name = '']) => name));
}

/** The values that a loop or an assignment gives to a variable. */
function localiseValues(text: string, variable: string, names: Names): string {
  const word = (one: string) => one.replace(/[a-z0-9-]+/, (name) => names.get(name) ?? name);
  return text
    .replaceAll(new RegExp(String.raw`(?<=\bfor\s+${variable}\s+in\s)[^;\n]+`, 'g'), (words) =>
      words.replaceAll(/(?<=^|\s)(["']?)[a-z0-9-]+\1(?=\s|$)/g, word),
    )
    .replaceAll(new RegExp(String.raw`(?<=(?:^|[\s;])${variable}=)(["']?)[a-z0-9-]+\1(?=[\s;]|$)`, 'gm'), word);
}

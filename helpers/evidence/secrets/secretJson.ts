import { isLeft, type Found } from './found.ts';

/** An object or a list of JSON that is open where the text is read. */
interface Open {
  closes: '}' | ']';
  /** The key whose value is being read. */
  key?: string;
  /** The next string is a key. */
  keyNext: boolean;
  kind?: string;
  /** Strings below `data` and `stringData`. */
  values: Found[];
  /** The same of each object in the list `items`. */
  items: Found[];
}

const what = 'value of a Secret';
const put = JSON.stringify(`[${what} removed]`);
const token = /"(?:[^"\\\r\n]|\\.)*"|[{}[\],:]/g;

/**
 * Values of Kubernetes Secrets in JSON, wherever in the text JSON stands, on one line or many. What is no JSON is passed over: a string
 * ends with its line at the latest.
 */
export function secretsInJson(text: string): Found[] {
  if (!text.includes('Secret')) return [];
  const open: Open[] = [];
  const found: Found[] = [];
  const close = ({ kind, values, items }: Open) => {
    if (kind === 'Secret') found.push(...values);
    if (kind === 'SecretList') found.push(...items);
  };
  for (const { 0: one, index } of text.matchAll(token)) {
    const top = open.at(-1);
    if (one === '{' || one === '[') {
      open.push({ closes: one === '{' ? '}' : ']', keyNext: one === '{', values: [], items: [] });
    } else if (one === '}' || one === ']') {
      if (top?.closes !== one) continue;
      open.pop();
      close(top);
      const owner = open.at(-2);
      if (owner?.key === 'items') owner.items.push(...top.values);
    } else if (one === ',') {
      if (top) top.keyNext = top.closes === '}';
    } else if (top && one !== ':') {
      const string = one.slice(1, -1);
      if (top.keyNext) [top.key, top.keyNext] = [string, false];
      else {
        if (top.key === 'kind') top.kind = string;
        const part = { from: index, to: index + one.length, what: [what], put };
        if (isLeft(string)) for (const { key, values } of open) if (key === 'data' || key === 'stringData') values.push(part);
      }
    }
  }
  // output that was cut leaves objects open
  for (const one of open) close(one);
  return found;
}

import { leftNamespaces } from './namespace.ts';
import { namespaceOption } from './namespaceOption.ts';

/** Where a document means all namespaces of its reader's cluster, a lane stands for that cluster: those of other lanes are left out. */
const variable = 'OTHER_LANES';

const everywhere = /\s(?:-A|--all-namespaces(?:=true)?)(?=\s|$)/;
/** Kinds that have no namespace: the API server takes no selector of namespaces for them. */
const clusterWide =
  /\s(?:no|nodes?|ns|namespaces?|pv|persistentvolumes?|crds?|customresourcedefinitions?|sc|storageclass\w*|clusterrole\w*|apiservices?)(?:\.\S+)?(?=[\s,/]|$)/;
const looking = new RegExp(String.raw`^(?:kubectl|oc)\s(?:[^]*\s)?get\s(?!--raw)`);

/** A program's call that looks at all namespaces, with those of other lanes left out; what the shell runs says so by itself. */
export function withoutOtherLanes(call: string): string {
  if (!looking.test(call) || !everywhere.test(call) || clusterWide.test(call) || new RegExp(namespaceOption).test(call))
    return call;
  const selected = /(\s--field-selector[= ])(\S+)/;
  return selected.test(call)
    ? call.replace(selected, `$1$2,$${variable}`)
    : call.replace(everywhere, (option) => `${option} --field-selector=$${variable}`);
}

/** The variable by which a script leaves other lanes out, where it does: their namespaces at this moment. */
export async function otherLanes(script: string, lane: string): Promise<Record<string, string>> {
  if (!script.includes(`$${variable}`)) return {};
  const others = (await leftNamespaces()).filter((one) => one !== lane && !one.startsWith(`${lane}-`));
  return { [variable]: others.map((one) => `metadata.namespace!=${one}`).join(',') };
}

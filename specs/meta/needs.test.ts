import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import ts from 'typescript';
import { addonsIn } from '../../helpers/kube/addons.ts';
import { nodePart } from '../../helpers/kube/bounds.ts';
import { parseManifests } from '../../helpers/kube/objects.ts';
import { fileOf, fixturePath, readWorld } from '../../helpers/lane/worldFile.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { isImage } from '../../helpers/needs.ts';
import { isVersionRange } from '../../helpers/versions.ts';
import { root } from '../../helpers/root.ts';

vi.setConfig({ testTimeout: 30_000 });

const ledger = await loadLedger(root);
const { places } = await scanSpecs(root, ledger);

const once = <A extends string[], T>(make: (...given: A) => T) => {
  const made = new Map<string, T>();
  return (...given: A): T => {
    const key = given.join(' ');
    if (!made.has(key)) made.set(key, make(...given));
    return made.get(key) as T;
  };
};

/** The calls at the top of a spec file, and its constants. */
const sourceOf = once((file: string) => {
  const parsed = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = parsed.statements.filter(ts.isVariableStatement).flatMap((one) => [...one.declarationList.declarations]);
  return {
    calls: parsed.statements.filter(ts.isExpressionStatement).map((one) => one.getText(parsed)),
    constants: declared.map((one) => ({ name: one.name.getText(parsed), text: one.getText(parsed) })),
  };
});

/** A claim's call with the constants of its file that it uses, and with the document's commands that it runs. */
function textOf(id: string, file: string): string {
  const { calls, constants } = sourceOf(file);
  const { line, document: path } = ledger.byId(id);
  const { document, places } = ledger.documents.find((one) => one.document.path === path)!;
  let text = calls.find((one) => one.startsWith(`claim('${id}',`)) ?? '';
  for (let rest = constants, more = true; more;) {
    const used = rest.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
    text += used.map((one) => `\n${one.text}`).join('');
    rest = rest.filter((one) => !used.includes(one));
    more = used.length > 0;
  }
  const commands = [...text.matchAll(/written\.command\((?:'([^']+)')?\)/g)].map(([, name]) =>
    document.commandAt((name === undefined ? undefined : places[name]?.line) ?? line),
  );
  return [text, ...commands].join('\n');
}

/** Paths of the YAML files that a claim's worlds and its changes apply. */
async function filesOf(text: string, specFile: string): Promise<string[]> {
  const worlds = await Promise.all([...text.matchAll(/lane\.world\('([^']+)'\)/g)].map(([, name]) => worldOf(name, specFile)));
  const applied = [...text.matchAll(/lane\.apply\('([^']+\.yaml)'\)/g)].map(([, name]) => name);
  const living = worlds.flatMap(({ workloads, objects }) => [...workloads.map(fileOf), ...objects]);
  return [...applied, ...living].map((name) => fixturePath(name, specFile));
}
const worldOf = once(readWorld);

/** Whether a pod of the file reaches into its node, which is allowed on our own nodes only. */
const reachesNode = once((path: string) => parseManifests(readFileSync(path, 'utf8'), path).some(nodePart));

/** What a reader may not do on somebody else's cluster: ask istiod through a port of its pod, read Secrets, reach a kubelet, change `default`. */
const refused =
  /istioctl (version -o|proxy-status|analyze)|\/api\/v1\/nodes\/[^\n]*\/proxy|replace\(lane\.namespace, 'default'\)/;

async function neededBy(id: string, file: string): Promise<string[]> {
  const text = textOf(id, file);
  const kiali = /\.(edgeTo|graphAt)\(/.test(text) ? ['kiali', 'prometheus'] : [];
  const prometheus = /\.(requestsTo|seriesTo|principalsTo|securityTo|scrapes|metric)\(/.test(text) ? ['prometheus'] : [];
  const ours =
    /\.(ruleHits|kubernetesMetrics)\(/.test(text) ||
    refused.test(text) ||
    (await filesOf(text, join(root, file))).some(reachesNode);
  const stated = [...text.matchAll(/\bneeds\(\s*'([a-z-]+)'/g)].map(([, need]) => need);
  return [...new Set([...stated, ...kiali, ...prometheus, ...addonsIn(text), ...(ours ? ['our-cluster'] : [])])].sort();
}

test('the ledger names what a claim needs that not every environment has, and nothing else', async () => {
  const found = await Promise.all([...places].map(async ([id, { file }]) => [id, await neededBy(id, file)] as const));
  const needed = Object.fromEntries(found.filter(([, needs]) => needs.length > 0));
  // that an image is missing is measured by the pod that waits for it, and versions before any claim runs
  const named = ledger.claims.flatMap(({ id, needs = [], sameAs }) => {
    const others = needs.filter((need) => !isImage(need) && !isVersionRange(need)).sort();
    return others.length > 0 && !sameAs ? [[id, others] as const] : [];
  });
  expect(Object.fromEntries(named)).toEqual(needed);
});

test('a claim that is expected not to be applicable names its need', () => {
  const unnamed = ledger.claims.filter(({ expected, needs }) => expected === 'not-applicable' && !needs);
  expect(unnamed.map(({ id }) => id)).toEqual([]);
});

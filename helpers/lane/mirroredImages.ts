import { isScalar, visit } from 'yaml';
import { yamlDocuments } from '../../cluster/host/yaml.ts';
import { mirrored, mirrorOf } from '../../cluster/records/imageMirror.ts';
import { contentFile } from '../contentFile.ts';
import { asKubectl } from '../kube/yaml.ts';
import { edited, type TextEdit } from '../textEdits.ts';

/** The text of a fixture: where IMAGES names a mirror, its containers get their images from there. */
export const fixtureText = (path: string): string => mirroredImages(contentFile(path), path);

/** A text of manifests with the mirror's images. `auto` is Istio's to replace. */
export function mirroredImages(text: string, name: string, env: NodeJS.ProcessEnv = process.env): string {
  if (mirrorOf(env) === undefined) return text;
  const edits: TextEdit[] = [];
  for (const document of yamlDocuments(text, name, asKubectl))
    visit(document, {
      Pair(_, { key, value }) {
        if (!isScalar(key) || key.value !== 'image' || !isScalar(value) || typeof value.value !== 'string') return;
        const [from, to] = value.range ?? [0, 0];
        const image = value.value;
        if (image !== 'auto') edits.push({ from, to, text: text.slice(from, to).replace(image, mirrored(image, env)) });
      },
    });
  return edited(text, edits);
}

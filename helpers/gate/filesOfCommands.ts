import { posix } from 'node:path';

/** Words that may be paths, each with what stands in front of it. `@samples/web.yaml@`, as istio.io writes a sample, is a path between its marks. */
const word = /(?<before>(?:^|[\s=])(?:-[fkR]|--filename|--kustomize)[\s=]*)?(?<path>[\w./-]+)/g;

/** The first of these files that a command names: by its path, or by a folder that holds it. Paths begin where a reader's commands start. */
export function fileNamedIn(command: string, files: readonly string[]): string | undefined {
  const words = [...command.matchAll(word)].flatMap(({ groups: { before, path = '' } = {} }) => {
    const name = posix.normalize(path).replace(/\/$/, '');
    return name === '.' ? [] : [{ name, mayBeFolder: before !== undefined || path.includes('/') }];
  });
  return files.find((file) =>
    words.some(({ name, mayBeFolder }) => file === name || (mayBeFolder && file.startsWith(`${name}/`))),
  );
}

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** What `git apply` takes at the root of the repository to make one text of a file the other. */
export function patchOf(path: string, before: string, after: string): string {
  const [from, to] = [`a/${path}`, `b/${path}`];
  const changes = createTwoFilesPatch(from, to, before, after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY });
  return `diff --git ${from} ${to}\n${changes}`;
}

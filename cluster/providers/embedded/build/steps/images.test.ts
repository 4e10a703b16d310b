import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notEverywhere } from './images.ts';

const folder = join(import.meta.dirname, '..', 'images');
const recipe = (name: string) => readFileSync(join(folder, `${name}.Dockerfile`), 'utf8');
const linked = (name: string) =>
  [...recipe(name).matchAll(/for program in ([a-z ]+);|\/opt\/programs\/([a-z]+) /g)].flatMap(
    ([, many, one]) => many?.split(' ') ?? [one ?? ''],
  );

test('an image links no program but those that stand off the path', () => {
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.Dockerfile$/.exec(file)?.[1] ?? []);
  expect(names.flatMap(linked).filter((program) => !notEverywhere.includes(program))).toEqual([]);
});

test('curl’s image and the servers lack what the published ones lack', () => {
  for (const name of ['curl', 'server', 'nginx', 'hello'])
    expect(linked(name), name).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(conntrack|dig|host|jq|socat|ss|tcpdump)$/)]),
    );
  for (const name of ['curl', 'server', 'hello']) expect(linked(name), name).not.toContain('bash');
  expect(linked('kube')).toEqual([]);
});

test('what stands in for a program alone, or for busybox, has no Debian beneath it', () => {
  for (const name of ['httpbin', 'busybox', 'opa']) expect(recipe(name), name).toMatch(/^FROM scratch$/m);
  expect([...recipe('busybox').matchAll(/^(?:COPY|ADD) (.*)$/gm)].map(([, copied]) => copied)).toEqual([
    '--from=busybox busybox /bin/busybox',
  ]);
});

test('curl’s image runs as a user without rights, and nginx’s sites are where nginx.org puts them', () => {
  expect(recipe('curl')).toMatch(/^USER curl_user$/m);
  expect(readFileSync(join(folder, 'nginx.conf'), 'utf8')).toMatch(/include \/etc\/nginx\/conf\.d\/\*\.conf;/);
});

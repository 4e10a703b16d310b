import { expect, test } from 'vitest';
import { mirrored, mirrorOf } from './imageMirror.ts';

const env = { IMAGES: 'mirror.example:5000/hub/' };

test.each([
  ['nginx', 'mirror.example:5000/hub/library/nginx'],
  ['nginx:1.29', 'mirror.example:5000/hub/library/nginx:1.29'],
  ['nginxdemos/hello', 'mirror.example:5000/hub/nginxdemos/hello'],
  ['docker.io/curlimages/curl:8', 'mirror.example:5000/hub/curlimages/curl:8'],
  ['localhost/a', 'mirror.example:5000/hub/a'],
  ['quay.io:443/a/b@sha256:0123', 'mirror.example:5000/hub/a/b@sha256:0123'],
])('%s is %s in the mirror, and itself without one', (image, name) => {
  expect(mirrored(image, env)).toBe(name);
  expect(mirrored(image, {})).toBe(image);
});

test.each(['https://mirror.example', 'Mirror', 'a b', '/hub'])('%s is no registry', (IMAGES) => {
  expect(() => mirrorOf({ IMAGES })).toThrow(`IMAGES=${IMAGES} is no registry.`);
});

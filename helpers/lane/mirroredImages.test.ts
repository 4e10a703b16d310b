import { expect, test } from 'vitest';
import { mirroredImages } from './mirroredImages.ts';

const text = `# image: nginx of its reader
spec:
  containers:
    - name: web
      image: nginx
    - { name: image, image: "nginxdemos/hello:1", args: ['image: of a cat'] }
---
spec:
  initContainers:
    - name: proxy
      image: auto
    - name: wait
      image: docker.io/curlimages/curl # pinned by nobody
`;

test('with a mirror the images of containers are its own, and nothing else changes', () => {
  const changed = mirroredImages(text, 'a.yaml', { IMAGES: 'mirror.example/hub' }).split('\n');
  expect(changed.filter((line, index) => line !== text.split('\n')[index])).toEqual([
    '      image: mirror.example/hub/library/nginx',
    `    - { name: image, image: "mirror.example/hub/nginxdemos/hello:1", args: ['image: of a cat'] }`,
    '      image: mirror.example/hub/curlimages/curl # pinned by nobody',
  ]);
});

test('without one the text stays as it is', () => {
  expect(mirroredImages(text, 'a.yaml', {})).toBe(text);
});

import { expect, test } from 'vitest';
import { substitutions } from '../../cluster/providers/embedded/build/substitutions.ts';
import { imagePart, type Part } from '../../cluster/records/parts.ts';
import { loadVersions } from '../../cluster/versions.ts';
import { imagesIn } from '../partsIn.ts';
import { standInsFor } from './standIns.ts';

const standIns = substitutions(loadVersions({}));
const shown = (...used: Part[]) => standInsFor(new Set(used), standIns);

test('a claim shows the stand-ins of what it used, and no other', () => {
  expect(shown(imagePart('curlimages/curl'))).toEqual(['curl image']);
  expect(shown('istio.alpn', imagePart('nginxdemos/hello'))).toEqual(['ALPN by filter state', 'hello image']);
  expect(shown('program jq')).toEqual([]);
  expect(shown()).toEqual([]);
});

test('an image shows its stand-in under whatever tag a command or a manifest names it', () => {
  expect(shown(...imagesIn('kubectl run test --rm -it --image=alpine:3 -- sh'))).toEqual(['alpine image']);
  expect(shown(...imagesIn('image: busybox:1.28'))).toEqual(['busybox image']);
  expect(shown(...imagesIn('image: docker.io/mccutchen/go-httpbin:v2.15.0'))).toEqual(['httpbin image']);
});

test('a stand-in of a cluster that was made before stands next to each claim that used anything', () => {
  const former = [{ name: 'Envoy', for: 'a', by: 'b' }];
  expect(standInsFor(new Set(['kubernetes']), former)).toEqual(['Envoy']);
  expect(standInsFor(new Set(), former)).toEqual([]);
});

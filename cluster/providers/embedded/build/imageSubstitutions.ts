import { imagePart } from '../../../records/parts.ts';
import type { Substitution } from '../../../records/state.ts';
import type { Versions } from '../../../versions.ts';

/** The published images of applications and tools that this build gives a stand-in for. */
export function imageSubstitutions({ opa, httpbin, debian, busybox }: Versions): Substitution[] {
  const box = `busybox ${busybox.version} of Debian ${busybox.debian} under every tag: its shell and those of its programs (wget, nslookup, ping, nc) that Debian chose`;
  return [
    {
      name: 'OPA image',
      for: 'openpolicyagent/opa of Docker Hub',
      by: `OPA ${opa}, compiled from its module`,
      replaces: [imagePart('openpolicyagent/opa')],
    },
    {
      name: 'httpbin image',
      for: 'mccutchen/go-httpbin of Docker Hub',
      by: `go-httpbin ${httpbin}, compiled from its module by this Go; the program alone, without certificates and time zones`,
      replaces: [imagePart('mccutchen/go-httpbin')],
    },
    {
      name: 'nginx image',
      for: 'nginx of Docker Hub',
      by: `nginx of Debian ${debian} on its own, configured as the published image is; curl and bash beside it`,
      replaces: [imagePart('nginx')],
    },
    {
      name: 'netshoot image',
      for: 'nicolaka/netshoot of Docker Hub',
      by: `Debian ${debian} with some of its programs: curl, dig, tcpdump, jq, bash, iproute2, conntrack, netcat, ping, ps, socat`,
      replaces: [imagePart('nicolaka/netshoot')],
    },
    {
      name: 'curl image',
      for: 'curlimages/curl of Docker Hub',
      by: `curl of Debian ${debian} under every tag, with the published image's user, entry point and certificates; Debian's shell and tools for Alpine's`,
      replaces: [imagePart('curlimages/curl')],
    },
    {
      name: 'hello image',
      for: 'nginxdemos/hello of Docker Hub',
      by: `nginx of Debian ${debian} configured as the published image is; a page of the same form without its pictures`,
      replaces: [imagePart('nginxdemos/hello')],
    },
    {
      name: 'alpine image',
      for: 'alpine of Docker Hub',
      by: `${box}; neither apk nor certificates, and the C library's resolver for musl's`,
      replaces: [imagePart('alpine')],
    },
    {
      name: 'busybox image',
      for: 'busybox of Docker Hub',
      by: box,
      replaces: [imagePart('busybox')],
    },
  ];
}

import { StringDecoder } from 'node:string_decoder';
import type { HttpOutcome } from './refusal.ts';

/** A request as data. */
export interface HttpRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Seconds; a denied probe costs them. */
  maxTime?: number;
  /** Further curl arguments, such as `--cacert FILE`. */
  curl?: string[];
}

/** Bytes of a body that are brought back. */
export const bodyLimit = 1500;

const separator = '\u001e';
const fields =
  '%{exitcode}|%{http_code}|%{remote_ip}|%{local_ip}|%{time_namelookup}|%{time_connect}|%{time_starttransfer}|%{time_total}|%{num_connects}|%{size_download}|%{errormsg}';

/** The nonce travels as the user agent, because both nginx's and Envoy's default access logs print it. */
export function curlArguments(request: HttpRequest): string[] {
  return [
    '--silent',
    ...(request.method === 'HEAD' ? ['--head'] : request.method ? ['--request', request.method] : []),
    ...Object.entries(request.headers ?? {}).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(request.body === undefined ? [] : ['--data', request.body]),
    '--max-time',
    String(request.maxTime ?? 2),
    ...(request.curl ?? []),
    request.url,
  ];
}

/** As a reader would type it. */
export function curlCommand(request: HttpRequest): string {
  return ['curl', ...curlArguments(request)]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/**
 * POSIX sh for a burst: `count` requests, one started every `gap` seconds. Each answer is a message, and so are the kernel's TCP counters
 * of the pod's network namespace, which come first and last (answerLines.ts). It ends early when its standard input is closed.
 * Arguments: count, gap, nonce, then curl's.
 */
export const burstScript = `
exec 3<&0; count=$1 gap=$2 nonce=$3 workers= nap=; shift 3
body=\${TMPDIR:-/tmp}/meshproof.$nonce.
# a shell that waits is woken by the signal, one whose child sleeps is not
pause() { sleep $gap >/dev/null 2>&1 & nap=$!; wait $nap; }
# a pipe keeps the lines of writers side by side whole as long as each has less than PIPE_BUF bytes, 4096
told() { base64 -w 3000 | { last=; while read -r part; do [ -z "$last" ] || echo "P $2 $last"; last=$part; done; echo "$1 $last"; }; }
counters() { cat /proc/net/snmp /proc/net/netstat 2>/dev/null | told K K; rm -f "$body"*; }
one() {
  n=$1; shift
  { curl -o "$body$n" -A "meshproof-$nonce-$n" -w '${fields}${separator}%{header_json}${separator}' "$@"; head -c ${bodyLimit} "$body$n"; } 2>/dev/null | told "R $n" "$n"
}
counters
trap 'kill $nap 2>/dev/null; counters; exit 0' TERM
( cat <&3; kill $$ ) >/dev/null 2>&1 & watcher=$!
i=0
while [ $i -lt $count ]; do
  i=$((i+1))
  if [ "$gap" = 0 ]; then one $i "$@"; else one $i "$@" & workers="$workers $!"; [ $i -lt $count ] && pause; fi
done
[ -z "$workers" ] || wait $workers
counters
kill $watcher 2>/dev/null
exit 0
`;

/** One answer's payload. Throws when curl was not there to write it. */
export function parseOutcome(base64: string): HttpOutcome {
  // a character that the cut of the body falls into is left out
  const text = new StringDecoder('utf8').write(Buffer.from(base64, 'base64'));
  const [trailer = '', headers = '', ...body] = text.split(separator);
  const [exit, status, remoteIp, localIp, lookup, connect, firstByte, total, connects, size, ...error] = trailer.split('|');
  if (size === undefined) throw new Error('the pod has no curl that reports its result (curl 7.83 or newer is needed)');
  return {
    exit: Number(exit),
    status: Number(status),
    body: body.join(separator),
    ...(Number(size) > bodyLimit && { cutFrom: Number(size) }),
    headers: headers.trim() ? (JSON.parse(headers) as Record<string, string[]>) : {},
    remoteIp: remoteIp ?? '',
    localIp: localIp ?? '',
    time: { lookup: Number(lookup), connect: Number(connect), firstByte: Number(firstByte), total: Number(total) },
    connects: Number(connects),
    error: error.join('|'),
  };
}

/** A counter of `/proc/net/snmp` or `/proc/net/netstat`, such as `TcpExt TCPSynRetrans`; undefined where the kernel lacks it. */
export function counter(base64: string, group: string, name: string): number | undefined {
  const rows = Buffer.from(base64, 'base64')
    .toString()
    .split('\n')
    .filter((line) => line.startsWith(`${group}: `))
    .map((line) => line.split(' '));
  for (const [index, row] of rows.entries()) {
    const column = row.indexOf(name);
    const value = rows[index + 1]?.[column];
    if (column > 0 && value !== undefined) return Number(value);
  }
  return undefined;
}

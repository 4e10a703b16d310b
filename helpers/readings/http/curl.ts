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

const separator = '\u001e';
const fields =
  '%{exitcode}|%{http_code}|%{remote_ip}|%{local_ip}|%{time_namelookup}|%{time_connect}|%{time_starttransfer}|%{time_total}|%{num_connects}|%{errormsg}';

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
 * POSIX sh for a burst: `count` requests, one started every `gap` seconds, each answered by a line `R <n> <base64>`.
 * The kernel's TCP counters of the pod's network namespace come first and last (`K <base64>`). It ends early when its standard input is closed.
 * Arguments: count, gap, nonce, then curl's.
 */
export const burstScript = `
exec 3<&0; count=$1 gap=$2 nonce=$3 workers= nap=; shift 3
body=\${TMPDIR:-/tmp}/meshproof.$nonce.
# a shell that waits is woken by the signal, one whose child sleeps is not
pause() { sleep $gap >/dev/null 2>&1 & nap=$!; wait $nap; }
counters() { echo "K $(cat /proc/net/snmp /proc/net/netstat 2>/dev/null | base64 -w 0)"; rm -f "$body"*; }
one() {
  n=$1; shift
  echo "R $n $( { curl -o "$body$n" -A "meshproof-$nonce-$n" -w '${fields}${separator}%{header_json}${separator}' "$@"; head -c 1500 "$body$n"; } 2>/dev/null | base64 -w 0)"
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

/** One `R` line's payload. Throws when curl was not there to write it. */
export function parseOutcome(base64: string): HttpOutcome {
  const text = Buffer.from(base64, 'base64').toString();
  const [trailer = '', headers = '', ...body] = text.split(separator);
  const [exit, status, remoteIp, localIp, lookup, connect, firstByte, total, connects, ...error] = trailer.split('|');
  if (connects === undefined) throw new Error('the pod has no curl that reports its result (curl 7.83 or newer is needed)');
  return {
    exit: Number(exit),
    status: Number(status),
    body: body.join(separator),
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

/** POSIX sh: signals the processes of a name; prints the signal for each that it reached. Images need no pkill. */
export function signalling(signal: string, process: string): string {
  return `for one in /proc/[0-9]*; do
  [ "$(cat "$one/comm" 2>/dev/null)" = ${process} ] && kill -${signal} "\${one#/proc/}" && echo ${signal}
done`;
}

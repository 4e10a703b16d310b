/* eslint-disable no-control-regex -- control sequences are what is taken out */
/** Sequences that a terminal obeys and doesn't show. */
export const controls = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-?]*[ -/]*[@-~]|\u001b[@-Z\\-_=>]/g;

/** What a terminal shows of `raw`, as lines of text: no control sequences, and a line that was drawn over keeps its last state. */
export function plainText(raw: string): string {
  return raw
    .replaceAll(controls, '')
    .replaceAll(/\r+\n/g, '\n')
    .split('\n')
    .map(overdrawn)
    .join('\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** After a carriage return a terminal writes over what stands there: "abc\rX" shows "Xbc". */
function overdrawn(line: string): string {
  return line.split('\r').reduce((below, above) => above + below.slice(above.length));
}

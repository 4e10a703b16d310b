import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Content, type Markup, markup, trusted } from './markup.ts';

/** The text of a file beside this one, such as `player.js`. */
export const asset = (name: string) => readFile(join(import.meta.dirname, name), 'utf8');

/** Joins style sheets in the order of the cascade. */
export async function styleOf(names: readonly string[]) {
  return (await Promise.all(names.map((name) => asset(`styles/${name}.css`)))).join('');
}

/** Forbids every fetch, and every script but the page's own: a script in a quoted document cannot run. */
function policy(script: string | undefined, wasm: boolean): string {
  const hash = script && `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  const own = hash && ` script-src ${hash}${wasm ? " 'wasm-unsafe-eval'" : ''};`;
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline';${own ?? ''} base-uri 'none'; form-action 'none'`;
}

/**
 * A whole page that fetches nothing. `script` is the only script that may run.
 *
 * @param wasm true where the script contains WebAssembly
 */
export function renderShell(title: string, style: string, body: Content, script?: string, wasm = false): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy(script, wasm))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
${body}
${
  script !== undefined &&
  markup`<script>${trusted(script)}</script>
`
}</body>
</html>
`;
}

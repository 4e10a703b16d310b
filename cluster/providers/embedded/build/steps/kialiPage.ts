import type { Step } from '../dag/step.ts';

const programs = '{here}/../../../../node_modules/.bin';

/**
 * Kiali's web page as its own `build:kiali` makes it (github.com/kiali/kiali, frontend/package.json), without its linter and what only its
 * tests need. Its lock file has every checksum.
 */
export const kialiPageStep = (): Step => ({
  name: 'kiali-page',
  makes: 'folder',
  pool: 'compile',
  seconds: 190,
  commands: [
    { argv: ['cp', '-r', '--no-preserve=mode', '{folder:kiali-modules}/frontend/.', '{scratch}'] },
    {
      argv: [
        `${programs}/yarn`,
        'install',
        ...['--frozen-lockfile', '--ignore-scripts', '--ignore-engines', '--non-interactive', '--silent'],
        ...['--cache-folder', '{scratch}/.yarn'],
      ],
    },
    {
      argv: [`${programs}/node`, 'node_modules/react-scripts/bin/react-scripts.js', 'build'],
      env: {
        BUILD_PATH: '{out}',
        CI: 'false',
        DISABLE_ESLINT_PLUGIN: 'true',
        GENERATE_SOURCEMAP: 'false',
        // what its .env.upstream sets
        REACT_APP_IS_UPSTREAM: 'true',
        REACT_APP_KIALI_DOC_URL: 'https://www.kiali.io/documentation/',
      },
    },
  ],
  pins: "Kiali's frontend/yarn.lock",
});

import type { Prerequisite } from './corrections.ts';
import type { WalkOptions } from './options.ts';
import type { Ground } from './ground.ts';
import type { ScriptBlock } from './script.ts';

/**
 * Where a walk differs from a reader at a keyboard, each with its reason; published with its results.
 */
export function treatmentOf(
  { as, stands, lines }: Pick<WalkOptions, 'as' | 'stands' | 'lines'>,
  setUp: readonly Prerequisite[],
  blocks: readonly Pick<ScriptBlock, 'saves'>[],
  { reader }: Pick<Ground, 'reader'> = {},
): string[] {
  return [
    'Each command is typed as soon as the one before has returned, and no reader waits where the text does not say so.',
    'Prompts carry invisible marks (OSC 133) that tell when a command has ended and how. In a pod one line is typed to set them; it is cut from the recording.',
    'Comment lines are not typed.',
    'The shell starts in a copy of the course: a folder for each module, and a Makefile that passes every target on to this checkout.',
    'In a block that shows prompts, what stands behind one is typed; the lines below are the output that the document shows.',
    'After `make kind-up` the reader types the `export` line that it prints, which says where the new cluster is.',
    'Blocks for trouble (“If …”) are typed too, whether or not there is trouble.',
    'A placeholder is replaced by what `kubectl get pods` shows before its command is typed.',
    'A kubectl command that lands in a pod’s shell, because the text never leaves it, is typed there once; then the reader types `exit` and the command again.',
    'A shell in a pod is left with `exit` where the text says so without a command, or shows another prompt or, after prompts of that shell, a block without any.',
    'What stays in front (tcpdump, port-forward, a watch) is ended with Ctrl-C when nothing new has come for 5 s. No browser page is opened.',
    '`kubectl edit` opens an editor that changes nothing.',
    'Where a command never gives the terminal back, the rest of its block is not typed, and the next one goes to a new terminal.',
    ...setUp.map((one) =>
      'run' in one
        ? `Before the first block, and unrecorded, \`${one.run}\` is run: ${one.why}.`
        : `Before the first block ${one.file} is put into the reader’s folder: ${one.why}.`,
    ),
    ...blocks
      .flatMap(({ saves }) => saves)
      .map(({ file, line }) => `The block at line ${line} is saved as ${file}, as the text says, before the next one is typed.`),
    ...(as === 'corrected'
      ? ['The text is the document with every erratum of its ledger applied, as `make errata` writes it.']
      : []),
    ...(reader
      ? [
          `The cluster is not ours: the namespace ${reader.namespace} stands for the document’s namespace default, and who types may change nothing outside of it.`,
          'The `export` line of `make kind-up` is not typed: the reader has a kubeconfig of that namespace.',
        ]
      : []),
    ...(stands
      ? [
          'The walk used a cluster that stood already, with Istio, Prometheus and Kiali: what the make targets install is not among the changes.',
        ]
      : []),
    ...(lines ? [`Only the blocks that begin on lines ${lines[0]} to ${lines[1]} were typed.`] : []),
  ];
}

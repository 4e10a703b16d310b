import type { GateFormat } from '../../helpers/gate/result.ts';
import { annotations } from './annotations.ts';
import { codeQuality } from './codeQuality.ts';
import { comment } from './comment.ts';
import { gateJson } from './gateJson.ts';
import { junit } from './junit.ts';
import { plainResult } from './plain.ts';
import { reviewdog } from './reviewdog.ts';
import { sarif } from './sarif.ts';
import { summary } from './summary.ts';

/** A form escapes for its own readers only: what nobody should be shown is taken out before. */
const ofPlainWords = (format: GateFormat): GateFormat => ({ ...format, render: (result) => format.render(plainResult(result)) });

/** Every form of a gate's result, in the order in which they are written. A new one is a file and a line here. */
export const gateFormats: readonly GateFormat[] = [
  gateJson,
  ...[annotations, summary, comment, sarif, codeQuality, reviewdog, junit].map(ofPlainWords),
];

import type { GateFormat } from '../../helpers/gate/result.ts';

/** The result itself, which every other form is made of. Its words are as they stand in the documents. */
export const gateJson: GateFormat = {
  name: 'gate.json',
  file: 'gate.json',
  says: 'The result itself, whole: every other file here is made of it.',
  render: (result) => `${JSON.stringify(result, undefined, 2)}\n`,
};

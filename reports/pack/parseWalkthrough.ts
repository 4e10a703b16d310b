import { walkthroughSchema, type Walkthrough } from '../../helpers/walkthrough/schema.ts';
import { parseAs, sameVersion } from './json.ts';

const form = {
  name: 'meshproof/walkthrough/v1',
  schema: walkthroughSchema,
  remedy: 'Walk through the document again: make walkthrough.',
  otherwise: sameVersion,
};

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is not a walk-through of this version
 */
export const parseWalkthrough = (source: string, file: string): Walkthrough => parseAs(form, source, file);

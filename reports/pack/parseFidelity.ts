import { fidelitySchema, type Fidelity } from '../../helpers/evidence/fidelity.ts';
import { parseAs, sameVersion } from './json.ts';

const form = { name: 'meshproof/fidelity/v1', schema: fidelitySchema, remedy: 'Restore the pack.', otherwise: sameVersion };

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is no record of this version
 */
export const parseFidelity = (source: string, file: string): Fidelity => parseAs(form, source, file);

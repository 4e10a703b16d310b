import { noticesSchema, type Notices } from '../../helpers/evidence/notices.ts';
import { parseAs, sameVersion } from './json.ts';

const form = { name: 'meshproof/notices/v1', schema: noticesSchema, remedy: 'Restore the pack.', otherwise: sameVersion };

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is no record of this version
 */
export const parseNotices = (source: string, file: string): Notices => parseAs(form, source, file);

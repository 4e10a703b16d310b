import { extname } from 'node:path';
import type { Artifact } from '../../../helpers/evidence/schema.ts';

// Allure's single file contains every attachment as base64, so large captures stay in raw/.
const limit = 100 * 1024;

export const isAttached = ({ bytes }: Artifact) => bytes <= limit;

/** File name of an artifact among Allure's results. Equal contents share a file. */
export const attachmentName = ({ sha256, name }: Artifact) => `${sha256}-attachment${extname(name) || '.txt'}`;

import { regularText } from '../cluster/host/regularFile.ts';

/** Bytes of a file of the content at most. The longest document has 30 KB, its ledger 150 KB. */
const most = 8 * 1024 ** 2;

/** The text of a document, a ledger, a spec or another file of the content. A link is followed: content may be put together of others. */
export const contentFile = (path: string): string => regularText(path, { most });

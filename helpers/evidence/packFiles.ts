import { join } from 'node:path';
import { regularFile, regularText } from '../../cluster/host/regularFile.ts';

/** Bytes of a pack's file at most. A run of 480 claims has 5 MB of evidence.json and 20 MB of journal. */
export const packLimits = { evidence: 128 * 1024 ** 2, journal: 256 * 1024 ** 2, record: 64 * 1024 ** 2 };

/** The text of a pack's evidence.json. Throws as regularFile does. */
export const evidenceText = (pack: string): string =>
  regularText(join(pack, 'evidence.json'), { most: packLimits.evidence, within: pack });

/** The text of a pack's journal. Throws as regularFile does. */
export const journalText = (pack: string): string =>
  regularText(join(pack, 'journal.jsonl'), { most: packLimits.journal, within: pack });

/** An output that a pack has kept, by its hash. Throws as regularFile does. */
export const rawFile = (pack: string, sha256: string, most: number): Buffer =>
  regularFile(join(pack, 'raw', sha256), { most, within: pack });

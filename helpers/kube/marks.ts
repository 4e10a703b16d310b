import { basename } from 'node:path';
import { owner, ownerLabel } from '../../cluster/host/names.ts';
import { nameLabel, runLabel } from '../../cluster/records/marks.ts';
import { runKey, settings } from '../settings.ts';

/** What a run creates outside of its namespaces, and these themselves, carries these labels. */
export const marks = (): Record<string, string> => ({
  [ownerLabel]: owner,
  [runLabel]: runKey(),
  [nameLabel]: basename(settings().pack),
  'app.kubernetes.io/managed-by': 'meshproof',
});

import { openRunFolder, removeDeadRunFolders } from '../runFolder.ts';

/** vitest calls it before the first lane opens. */
export function setup(): void {
  removeDeadRunFolders();
  openRunFolder();
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first file of this name on PATH that can be run. */
export function findTool(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

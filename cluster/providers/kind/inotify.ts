import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export const inotifyLimitFile = '/proc/sys/fs/inotify/max_user_instances';

/** inotify instances of this user: the kernel's limit, and how many are open. Containers of root count as root's. */
export type InotifyUse = { limit: number; used: number };

export function inotifyUse(): InotifyUse {
  const limit = Number(orWhenGone(() => readFileSync(inotifyLimitFile, 'utf8'), 'Infinity'));
  const processes = orWhenGone(() => readdirSync('/proc'), []).filter((entry) => /^\d+$/.test(entry));
  return { limit, used: processes.reduce((sum, pid) => sum + openInstances(`/proc/${pid}/fd`), 0) };
}

function openInstances(folder: string): number {
  const descriptors = orWhenGone(() => readdirSync(folder), []);
  return descriptors.filter(
    (descriptor) => orWhenGone(() => readlinkSync(`${folder}/${descriptor}`), '') === 'anon_inode:inotify',
  ).length;
}

/** Processes end while they are looked at, and others' may not be looked at. */
function orWhenGone<T>(read: () => T, gone: T): T {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return gone;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { temporaryFolder } from './testing.ts';
import type { Wheel } from './wheel.ts';

/** A file of a wheel: its text, and whether it may be run. */
export type WheelFile = { text: string; program?: boolean };

/** For tests: a zip with these files, not compressed (APPNOTE.TXT of PKWARE, 4.3). */
export function zipOf(files: Record<string, WheelFile>): Buffer {
  const entries = Object.entries(files).map(([name, { text, program }]) => ({ name, data: Buffer.from(text), program }));
  let offset = 0;
  const central: Buffer[] = [];
  const local = entries.map(({ name, data, program }) => {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(0x0314, 4); // made on Unix
    common.copy(head, 6);
    head.writeUInt32LE(((program ? 0o100755 : 0o100644) << 16) >>> 0, 38);
    head.writeUInt32LE(offset, 42);
    central.push(head, Buffer.from(name));
    const whole = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
    offset += whole.length;
    return whole;
  });
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

export const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/**
 * For tests: a folder with a python3 whose pip has one wheel, downloads it with `download … --dest <folder>`, and knows no other package.
 *
 * @returns the folder, and a file with a line of arguments for each call
 */
export function plantPip(
  { package: name, version, file }: Omit<Wheel, 'sha256'>,
  data: Buffer,
): { folder: string; calls: string } {
  const folder = temporaryFolder();
  const [wheel, calls] = [join(folder, file), join(folder, 'calls')];
  writeFileSync(wheel, data);
  const script = `#!/bin/sh
echo "$*" >> ${calls}
for last; do [ "$before" = --dest ] && to=$last; before=$last; done
[ "$last" = ${name}==${version} ] || { echo "ERROR: No matching distribution found for $last" >&2; exit 1; }
/bin/cp ${wheel} "$to"
`;
  writeFileSync(join(folder, 'python3'), script, { mode: 0o755 });
  return { folder, calls };
}

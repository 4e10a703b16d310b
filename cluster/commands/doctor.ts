import type { Lab } from '../lab.ts';
export async function doctor(_lab: Lab, _print: (line: string) => void): Promise<number> { return 0; }

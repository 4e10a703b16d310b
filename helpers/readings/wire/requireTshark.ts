import { ensurePackages, tshark } from '../../../cluster/host/packages.ts';

/** Vitest's global set-up of the unit tests: captures are decoded by the real tshark. */
export const setup = () => ensurePackages([tshark]);

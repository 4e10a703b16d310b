import { lanes } from './lanes.ts';
import { waitForIdleCpu } from './waitForIdleCpu.ts';

// Vitest runs this before each spec file, outside of any test's time limit; its workers count from 1.
await waitForIdleCpu(Number(process.env.VITEST_POOL_ID) - lanes().sure);

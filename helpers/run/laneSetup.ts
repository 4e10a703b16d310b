import { lanes } from './lanes.ts';
import { room } from './waitForIdleCpu.ts';

// Vitest runs this before each spec file, outside of any test's time limit; its workers count from 1.
await room(Number(process.env.VITEST_POOL_ID) - lanes().sure);

import type { Manifest } from '../kube/objects.ts';
import type { Workload } from './workload.ts';

/** A world that was entered. `cleared`: something of an earlier one was removed; `applied`: an object of it was not there before. */
export interface Entered {
  workloads: Record<string, Workload>;
  objects: Manifest[];
  cleared: boolean;
  applied: boolean;
}

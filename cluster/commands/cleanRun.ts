import { UsageError } from '../host/errors.ts';
import { poll } from '../host/poll.ts';
import { type Ask, openAsk } from '../kube/ask.ts';
import { allowedContext } from '../kube/config.ts';
import { markedByRuns, ofRun, removeMarked, runsIn } from '../mesh/runObjects.ts';
import { asRunner } from '../providers/existing/runner.ts';
import { findSupply } from '../records/origin.ts';
import type { Lab } from '../records/session.ts';

/**
 * `make clean-run`: removes what a run left in a cluster, found by the labels that all of it carries. No record of the run is needed:
 * the checkout that made it may be gone. Without RUN the runs are listed.
 */
export async function cleanRun(lab: Lab, print: (line: string) => void): Promise<void> {
  const ask = await askCluster(lab);
  const marked = await markedByRuns(ask);
  const run = lab.env.RUN;
  if (!run) {
    for (const line of runsIn(marked)) print(line);
    print(marked.length ? 'remove what a run left: make clean-run RUN=<name or key>' : 'no run has left anything');
    return;
  }
  const found = ofRun(marked, run);
  if (found.length === 0) {
    print(`nothing in the cluster is of run ${run}`);
    return;
  }
  await removeMarked(ask, found);
  const look = async () => {
    const left = ofRun(await markedByRuns(ask), run);
    return { done: left.length === 0, says: `${left.map(({ kind, name }) => `${kind} ${name}`).join(', ')} still there` };
  };
  const wait = { what: `what run ${run} left to be gone`, timeoutMs: 180_000, everyMs: 1000, signal: lab.runner.signal };
  await poll(look, { ...wait, onChange: lab.progress.waiting });
  print(`removed ${found.length} objects of run ${run}; nothing of it is left`);
}

/** The cluster that KUBECONFIG and ALLOW_CONTEXT name, as our own account there; or the one of this checkout. */
async function askCluster(lab: Lab): Promise<Ask> {
  if (lab.env.KUBECONFIG && lab.env.ALLOW_CONTEXT) {
    const { context, text } = await allowedContext(lab.env);
    return openAsk({ text: await asRunner(context, text) });
  }
  const supply = findSupply(lab);
  if (supply) return openAsk(supply);
  throw new UsageError(`There is no cluster ${lab.name}, and KUBECONFIG and ALLOW_CONTEXT name no other one.`, {
    remedy: 'make clean-run KUBECONFIG=<file> ALLOW_CONTEXT=<name of its context> RUN=<name or key>',
  });
}

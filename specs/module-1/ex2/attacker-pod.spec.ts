import { claim } from '#meshproof';

const attackers = 'kubectl get pod -l run=attacker -o name';

claim('m1-ex2-exit', async ({ lane, control, expect, reader, written }) => {
  const { frontend } = await lane.world('clear');
  await control('the frontend runs', frontend.get(frontend)).toReach(frontend);
  const during = `(sleep 6; ${attackers} --no-headers | sed 's/^/while open: /'; echo) & `;
  const opened = await lane.change(
    reader.runs(`${during}(sleep 9; echo exit) | script -qec '${written.command(186)}' /dev/null; echo "ended with $?"; wait`),
  );
  await control('while the session was open the pod existed', opened).toPrint('while open: pod/attacker');
  await expect(opened).toPrint(/^ended with 0$/m);
  await expect(opened).toPrint('pod "attacker" deleted');
  await expect(reader.runs(attackers)).toPrintNothingLike('attacker');
});

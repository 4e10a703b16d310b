import { claim } from '#meshproof';

// serial: the new pod and the policy engine need a CPU core at the same time
claim('m1-ex4-propagation', async ({ lane, control, expect, reader, written }) => {
  const { frontend, backend, outsider } = await lane.world('clear');
  await control('before the policy a pod that is no frontend is answered', outsider.get(backend)).toReach(backend);

  const typed = await lane.attempt(
    reader.runs(`${written.command()}\nscript -qec '${written.command('attacker-calls')}' /dev/null </dev/null`),
  );

  await expect(typed).toPrint(/timed out after 5\d{3} milliseconds/);
  await control('the policy admits the frontend', frontend.get(backend)).toReach(backend);
});

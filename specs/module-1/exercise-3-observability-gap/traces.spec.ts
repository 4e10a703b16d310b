import { claim } from '#meshproof';

const logs = ['kubectl logs relay -c nginx', 'kubectl logs end -c nginx'];
/** The line of each of the two applications for an agent's call; it ends with the trace id that the application was given. */
const call = (agent: string) => new RegExp(`^${agent} at (?:relay|end): ([0-9a-f]{16,32})$`);

claim('m1-ex3-c-traces', async ({ lane, control, expect, reader }) => {
  const { frontend } = await lane.world('traced');
  const lines = (agent: string) => reader.lines(logs, call(agent)).count;
  const traces = (agent: string) => reader.lines(logs, call(agent)).distinct.count;
  await lane.apply('relay.yaml');
  await control('the relay calls the end of the chain', frontend.get('http://relay/passed')).toAnswer({
    status: 200,
    body: 'end',
  });

  await lane.change(frontend.runs('curl -s -A passes http://relay/passed'));
  await lane.change(frontend.runs('curl -s -A drops http://relay/dropped'));

  await control('both applications logged the call whose headers are passed on', lines('passes')).toBe(2);
  await control('both applications logged the call whose headers are dropped', lines('drops')).toBe(2);
  await control('with its headers passed on a call is one trace', traces('passes')).toBe(1);
  await expect(traces('drops')).toBe(2);
});

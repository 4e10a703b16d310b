import { expect, test } from 'vitest';
import { hitsIn } from './serviceRuleHits.ts';

const rules = `*nat
[12:720] -A KUBE-SERVICES -d 10.96.7.7/32 -p tcp -m comment --comment "lane/backend cluster IP" -j KUBE-SVC-AB
[4:240] -A KUBE-SVC-AB -m comment --comment "lane/backend -> 10.244.1.5:80" -m statistic --mode random -j KUBE-SEP-A
[3:180] -A KUBE-SVC-AB -m comment --comment "lane/backend -> 10.244.2.6:80" -j KUBE-SEP-B
[9:540] -A KUBE-SVC-CD -m comment --comment "lane/backend-two -> 10.244.2.7:80" -j KUBE-SEP-C
[5:300] -A KUBE-SEP-A -p tcp -m comment --comment "lane/backend" -j DNAT --to-destination 10.244.1.5:80
`;

test('the packets of one Service are counted, at its own chain and once', () => {
  expect(hitsIn(rules, 'lane', 'backend')).toBe(7);
  expect(hitsIn(rules, 'lane', 'none')).toBe(0);
});

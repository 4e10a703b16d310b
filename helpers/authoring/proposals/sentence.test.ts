import { expect, test } from 'vitest';
import { judgeSentence } from './sentence.ts';

test.for([
  ['The last call returns `403`.', 'claim', 'states an outcome: “returns”'],
  ['You should see two pods.', 'claim', 'states an outcome: “You should see”'],
  ['Every answer has status 404.', 'claim', 'states an outcome: “status 404”'],
  ['By default a client waits for 15s.', 'claim', 'states an outcome: “15s”'],
  ['Check that the job is gone:', 'claim', 'states an outcome: “Check that”'],
  ['We call again, and the request is blocked:', 'claim', 'states an outcome: “blocked”'],
  ['No client reaches the queue.', 'claim', 'states a rule: “No”'],
  ['The `orders` object has two labels', 'claim', 'says of `orders`: “has”'],
  ['Now run the `deny-some` script.', 'editorial', 'an instruction that states no outcome'],
  ['Look at the log to see which calls failed.', 'editorial', 'an instruction that states no outcome'],
  ['After the deployment, open the shop.', 'editorial', 'an instruction that states no outcome'],
  ['In this lesson’s task, you deploy a shop.', undefined, 'no rule tells whether a run could decide it'],
  ['In this task, you will see how a shop is built.', 'editorial', 'says what the page does'],
  ['The output should look like this:', 'editorial', 'introduces what stands below it'],
  ['Did the shop open?', 'editorial', 'a question'],
  ['We recommend two replicas.', 'editorial', 'advice or a reference'],
  ['You can also use a file.', 'editorial', 'leaves a step to the reader'],
  ['A mesh makes this easy.', 'editorial', 'about people, plans or opinions: “easy”'],
  ['[Shops](#shops)', 'editorial', 'a link'],
  ['{{< tip >}}', 'editorial', 'markup without words'],
  ['**Level:** beginner', 'editorial', 'a label'],
  ['Something about shops and more.', undefined, 'no rule tells whether a run could decide it'],
] as const)('%s', ([text, propose, reason]) => {
  expect(judgeSentence(text)).toEqual({ ...(propose && { propose }), reason });
});

test('the item of a list is judged by what introduces it, and a bare one by its section', () => {
  expect(judgeSentence('A bare shop.', { lead: 'You should see these:' }).propose).toBe('claim');
  expect(judgeSentence('A shop that only sells tea.', { lead: '**Use cases:**' }).propose).toBe('editorial');
  expect(judgeSentence('A shop of your own.', { section: 'Before you begin' }).propose).toBe('editorial');
});

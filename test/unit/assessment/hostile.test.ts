import assert from 'node:assert/strict';
import { exam, startExam } from '../../../src/core/assessment/exam';
import { examView } from '../../../src/core/assessment/exam-view';
import { practice, startPractice } from '../../../src/core/assessment/practice';
import { askable, questionsIn } from '../../../src/core/assessment/scope';
import { viewOf } from '../../../src/core/assessment/view';
import { renderInline, renderMarkdown } from '../../../src/core/curriculum/markdown';
import { linkTarget } from '../../../src/core/curriculum/links';
import { strings } from '../../../src/protocol/strings';
import { bankOf, choice, shelfOf } from './fixtures';

const about = { id: 's', startedAt: '2026-11-24T08:00:00.000Z', content: 'v1', seed: 1 };
const now = { wall: 0, mono: 0, run: 'one' };
const begin = (bank: ReadonlyMap<string, ReturnType<typeof choice>>) => startExam({ ...about, purpose: 'exam', scope: 'all', owner: 'one', limit: null, questions: [...bank.values()], now });

describe('a question that is not what it should be', () => {
  const evil = '<script>alert(1)</script> <img src=x onerror=alert(1)> [ici](command:workbench.action.terminal.new) [là](javascript:alert(1)) ![i](https://evil.example/x.png)';
  const question = choice('demo.un.q01', 1, 2, { stem: evil, options: choice('demo.un.q01', 1, 2).options.map(option => ({ ...option, text: evil, why: evil })) } as never);
  const options = { link: (href: string) => linkTarget(href, new Set()), labels: strings('fr').common };
  const shelf = { ...shelfOf(bankOf([question])), markdown: { block: (text: string) => renderMarkdown(text, options), inline: (text: string) => renderInline(text, options) } };

  it('cannot run a script, load a picture or follow a command, before the answer or after it', () => {
    let state = startPractice({ ...about, scope: 'demo', module: 'demo', questions: [question] });
    const asked = viewOf(state, shelf);
    state = practice(state, { type: 'answer', item: 0, response: [0] }, shelf.bank);
    const told = viewOf(state, shelf);
    const over = examView(exam(exam(begin(shelf.bank), { type: 'hand-in' }, now, shelf.bank), { type: 'review', item: 0 }, now, shelf.bank), shelf);
    for (const view of [asked, told, over]) {
      const html = JSON.stringify(view);
      assert.doesNotMatch(html, /<script|<img|onerror=[^&]*>|href=\\"(command|javascript)|data-link=\\"(command|javascript|https)/i);
      assert.ok(html.includes('&lt;script&gt;'), 'shown as it was typed');
    }
    assert.equal(told.page, 'feedback');
  });

  it('changed or gone under an exam, is said to be set aside, and its neighbours can be answered', () => {
    const bank = bankOf();
    const state = begin(bank);
    const [first] = bank.keys();
    const changed = new Map(bank).set(first ?? '', choice(first ?? '', 2, 3));
    const view = examView(state, { ...shelfOf(changed), bank: changed });
    assert.ok(view.page === 'item' && view.question === undefined && view.items[0]?.gone && !view.items[1]?.gone);
    assert.equal(exam(state, { type: 'answer', item: 1, response: [0] }, now, changed).items[1]?.response.length, 1);
  });

  it('twice under one id, is asked once, as the bank holds it', () => {
    const twins = [choice('demo.un.q01', 1, 2), choice('demo.un.q01', 1, 3)];
    const bank = bankOf(twins);
    assert.deepEqual(askable(twins, new Set()), [bank.get('demo.un.q01')]);
    const contents = [{ module: 'demo', lessons: [], questions: twins }];
    assert.equal(questionsIn({ id: 'demo', module: 'demo', title: '' }, contents).length, 1);
  });
});

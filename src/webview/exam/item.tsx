import { useState } from 'preact/hooks';
import { format } from '../../protocol/format';
import { Choices } from '../quiz/choices';
import { Heading } from '../quiz/heading';
import { Stem } from '../quiz/stem';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { FinishPage } from './finish';
import { Map } from './map';
import { Timer } from './timer';
import type { PageOf, RunningProps } from './types';

/** A question of a running exam: every other one can be reached from it, and nothing says whether the answer is right. */
export function ItemPage({ message, view, post, focus, received, pending, redraw }: RunningProps & { view: PageOf<'item'> }) {
  const { strings, quiz } = message;
  const { session, item, items, question } = view;
  const [finishing, setFinishing] = useState(false);
  const [flagged, setFlagged] = useState(items[item]?.flagged ?? false);
  const response = pending.of(item) ?? view.selected;
  const go = (to: number) => post({ type: 'go', session, item: to });
  const answer = (next: readonly number[]) => {
    pending.answer(session, item, next);
    redraw();
  };
  const timer = <Timer remaining={view.remaining} received={received} hidden={view.timerHidden} words={strings} onHide={hidden => post({ type: 'timer', session, hidden })} onOver={() => post({ type: 'tick', session })} />;
  if (finishing) return <FinishPage items={items} words={strings} timer={timer} onFinish={() => post({ type: 'hand-in', session })} onBack={() => setFinishing(false)} />;
  return (
    <>
      {timer}
      <Heading text={format(strings.question, { number: item + 1, total: items.length })} focus={focus} />
      {question ? (
        <form onSubmit={event => event.preventDefault()} noValidate>
          <Stem question={question} words={quiz} onLink={href => post({ type: 'open', href })} exhibit={question.kind !== 'faulty-line'} />
          <Choices question={question} words={quiz} response={response} onChange={answer} />
          {question.kind === 'order' && response.length === 0 && <p><Button kind="secondary" label={strings.keepOrder} onClick={() => answer(question.options.map((_, place) => place))} /></p>}
        </form>
      ) : <p class="notice">{strings.gone}</p>}
      <p>
        <label class="check">
          <input type="checkbox" checked={flagged} onChange={event => { setFlagged(event.currentTarget.checked); post({ type: 'flag', session, item, flagged: event.currentTarget.checked }); }} /> {strings.flag}
        </label>
      </p>
      <div role="status">{pending.count > 0 && <p class="muted small"><Icon name="sync" /> {strings.notSaved}</p>}</div>
      <div class="actions">
        <Button kind="secondary" icon="arrow-left" label={strings.previous} disabled={item === 0} onClick={() => go(item - 1)} />
        <Button icon="arrow-right" label={strings.next} disabled={item === items.length - 1} onClick={() => go(item + 1)} />
        <Button kind="quiet" label={strings.finish} onClick={() => setFinishing(true)} />
      </div>
      <Map items={items} current={item} words={strings} onGo={go} />
    </>
  );
}

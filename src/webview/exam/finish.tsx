import type { ComponentChildren } from 'preact';
import { format } from '../../protocol/format';
import type { ItemView } from '../../protocol/exam';
import { Heading } from '../quiz/heading';
import { Button } from '../shared/button';
import type { Words } from './types';

/** Asked before the end: what is left unanswered or flagged. */
export function FinishPage({ items, words, timer, onFinish, onBack }: { items: readonly ItemView[]; words: Words; timer: ComponentChildren; onFinish: () => void; onBack: () => void }) {
  const unanswered = items.filter(item => item.answered !== 'whole' && !item.gone).length;
  const flagged = items.filter(item => item.flagged).length;
  return (
    <>
      {timer}
      <Heading text={words.finishTitle} focus />
      <p>{unanswered === 0 ? words.finishAll : format(words.finishUnanswered, { count: unanswered })}</p>
      {flagged > 0 && <p>{format(words.finishFlagged, { count: flagged })}</p>}
      <div class="actions">
        <Button label={words.finishYes} onClick={onFinish} />
        <Button kind="secondary" label={words.finishNo} onClick={onBack} />
      </div>
    </>
  );
}

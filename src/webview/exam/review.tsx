import { format } from '../../protocol/format';
import { Explanations } from '../quiz/feedback';
import { Heading } from '../quiz/heading';
import { Button } from '../shared/button';
import type { PageOf, PageProps, Words } from './types';

/** One question of a finished exam, with what was answered and why each option is right or wrong. */
export function ReviewPage({ message, view, post, focus }: PageProps & { view: PageOf<'review'> }) {
  const { strings: words, quiz } = message;
  const { session, item, number, total, question, feedback } = view;
  const go = (to: number) => post({ type: 'review', session, item: to });
  return (
    <>
      <Heading text={titleOf(view, words)} focus={focus} {...(feedback && { icon: feedback.correct ? 'pass' : 'error' })} />
      <p class="muted small">{format(words.question, { number, total })}</p>
      {question && feedback && <Explanations question={question} feedback={feedback} words={quiz} onLink={href => post({ type: 'open', href })} />}
      <div class="actions">
        <Button label={words.back} onClick={() => post({ type: 'review', session })} />
        <Button kind="secondary" icon="arrow-left" label={words.previous} disabled={item === 0} onClick={() => go(item - 1)} />
        <Button kind="secondary" icon="arrow-right" label={words.next} disabled={item === total - 1} onClick={() => go(item + 1)} />
      </div>
      <p><button type="button" class="link small" onClick={() => post({ type: 'suggest', session, item })}>{message.suggest}</button></p>
    </>
  );
}

function titleOf({ feedback, selected }: PageOf<'review'>, words: Words): string {
  if (!feedback) return words.gone;
  if (feedback.correct) return words.rightTitle;
  return selected.every(place => place === -1) ? words.unansweredTitle : words.wrongTitle;
}

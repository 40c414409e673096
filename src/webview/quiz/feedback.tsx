import { format } from '../../protocol/format';
import type { OptionFeedback, QuizView } from '../../protocol/quiz';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { Markdown } from '../shared/markdown';
import type { Post, Words } from './app';
import { Heading } from './heading';
import { Inline } from './inline';
import { Stem } from './stem';

export interface FeedbackProps {
  readonly view: Extract<QuizView, { page: 'feedback' }>;
  readonly words: Words;
  readonly post: Post;
  readonly focus: boolean;
}

/** What is learnt from an answer: the verdict, then for each option what it was, why, and where that is written. */
export function FeedbackPage({ view, words, post, focus }: FeedbackProps) {
  const { session, item, number, total, feedback } = view;
  const partial = !feedback.correct && feedback.credit > 0;
  return (
    <>
      <Heading text={feedback.correct ? words.right : words.wrong} icon={feedback.correct ? 'pass' : 'error'} focus={focus} />
      <p class="muted small">{format(words.progress, { number, total })}</p>
      {partial && <p>{format(words.credit, { credit: Math.round(feedback.credit * 100) })}</p>}
      <Stem question={view.question} words={words} post={post} />
      <ul class="plain-list">{feedback.options.map(option => <Option key={option.text} option={option} words={words} post={post} />)}</ul>
      <div class="actions">
        {view.review
          ? <Button label={words.back} onClick={() => post({ type: 'summary', session })} />
          : <Button label={view.last ? words.seeResult : words.next} onClick={() => post({ type: 'next', session, item })} />}
        {!view.review && !view.last && <Button kind="quiet" label={words.stop} onClick={() => post({ type: 'finish', session })} />}
      </div>
    </>
  );
}

function Option({ option, words, post }: { option: OptionFeedback; words: Words; post: Post }) {
  const { correct, selected, source } = option;
  const label = correct ? (selected ? words.rightTicked : words.rightMissed) : selected ? words.wrongTicked : words.wrongLeft;
  return (
    <li class={`panel ${correct ? 'success' : selected ? 'error' : ''}`}>
      <p><span class="badge"><Icon name={correct ? 'pass' : selected ? 'error' : 'circle-slash'} /> {label}</span></p>
      <p><strong><Inline html={option.text} /></strong></p>
      <Markdown html={option.why} onLink={href => post({ type: 'open', href })} />
      <p class="small"><button type="button" class="link" onClick={() => post({ type: 'open', href: source.href })}>{format(words.source, { title: source.title })}</button></p>
    </li>
  );
}

import { format } from '../../protocol/format';
import type { OptionFeedback, QuestionView, QuizView } from '../../protocol/quiz';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { Markdown } from '../shared/markdown';
import type { Post, Words } from './types';
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
      {feedback.statement && <p>{format(words.verdictYours, { expected: feedback.statement.expected ? words.trueWord : words.falseWord, yours: feedback.statement.yours ? words.isTrue : words.isFalse })}</p>}
      {feedback.elsewhere !== undefined && <p>{format(words.elsewhere, { line: feedback.elsewhere })}</p>}
      <ul class="plain-list">{feedback.options.map((option, at) => <Option key={at} option={option} kind={view.question.kind} words={words} post={post} />)}</ul>
      <div class="actions">
        {view.review
          ? <Button label={words.back} onClick={() => post({ type: 'summary', session })} />
          : <Button label={view.last ? words.seeResult : words.next} onClick={() => post({ type: 'next', session, item })} />}
        {!view.review && !view.last && <Button kind="quiet" label={words.stop} onClick={() => post({ type: 'finish', session })} />}
      </div>
    </>
  );
}

interface OptionProps {
  readonly option: OptionFeedback;
  readonly kind: QuestionView['kind'];
  readonly words: Words;
  readonly post: Post;
}

function Option({ option, kind, words, post }: OptionProps) {
  const { correct, selected, source, placed } = option;
  const tone = correct ? 'success' : selected ? 'error' : '';
  return (
    <li class={`panel ${tone}`}>
      <p><span class="badge"><Icon name={correct ? 'pass' : selected ? 'error' : 'circle-slash'} /> {verdict(option, kind, words)}</span></p>
      <p><strong><Inline html={option.text} /></strong></p>
      {placed && <Placed placed={placed} kind={kind} correct={correct} words={words} />}
      <Markdown html={option.why} onLink={href => post({ type: 'open', href })} />
      <p class="small"><button type="button" class="link" onClick={() => post({ type: 'open', href: source.href })}>{format(words.source, { title: source.title })}</button></p>
    </li>
  );
}

function verdict({ correct, selected, placed }: OptionFeedback, kind: QuestionView['kind'], words: Words): string {
  if (placed) return kind === 'order' ? (correct ? words.placedRight : words.placedWrong) : correct ? words.pairRight : words.pairWrong;
  return correct ? (selected ? words.rightTicked : words.rightMissed) : selected ? words.wrongTicked : words.wrongLeft;
}

/** Where something goes, and where the learner had put it when that is not the same. */
function Placed({ placed, kind, correct, words }: { placed: NonNullable<OptionFeedback['placed']>; kind: QuestionView['kind']; correct: boolean; words: Words }) {
  if (kind === 'order') return <p>{format(words.rankYours, placed)}</p>;
  return (
    <p>
      {words.goesWith} <Inline html={placed.expected} />
      {!correct && <><br />{words.youChose} <Inline html={placed.yours} /></>}
    </p>
  );
}

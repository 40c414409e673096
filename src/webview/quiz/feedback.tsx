import { format } from '../../protocol/format';
import type { FeedbackView, OptionFeedback, QuestionView, QuizView } from '../../protocol/quiz';
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

/** What is learnt from an answer: the verdict, then the explanation of each option. */
export function FeedbackPage({ view, words, post, focus }: FeedbackProps) {
  const { session, item, number, total, feedback } = view;
  const partial = !feedback.correct && feedback.credit > 0;
  return (
    <>
      <Heading text={feedback.correct ? words.right : words.wrong} icon={feedback.correct ? 'pass' : 'error'} focus={focus} />
      <p class="muted small">{format(words.progress, { number, total })}</p>
      {partial && <p>{format(words.credit, { credit: Math.round(feedback.credit * 100) })}</p>}
      <Explanations question={view.question} feedback={feedback} words={words} onLink={href => post({ type: 'open', href })} />
      <div class="actions">
        {view.review
          ? <Button label={words.back} onClick={() => post({ type: 'summary', session })} />
          : <Button label={view.last ? words.seeResult : words.next} onClick={() => post({ type: 'next', session, item })} />}
        {!view.review && !view.last && <Button kind="quiet" label={words.stop} onClick={() => post({ type: 'finish', session })} />}
      </div>
    </>
  );
}

export interface ExplanationsProps {
  readonly question: QuestionView;
  readonly feedback: FeedbackView;
  readonly words: Words;
  readonly onLink: (href: string) => void;
}

/** The question again, and for each option what it was, why, and where that is written. */
export function Explanations({ question, feedback, words, onLink }: ExplanationsProps) {
  const { statement, elsewhere, options } = feedback;
  return (
    <>
      <Stem question={question} words={words} onLink={onLink} />
      {statement && <p>{statementLine(statement, words)}</p>}
      {elsewhere !== undefined && <p>{format(words.elsewhere, { line: elsewhere })}</p>}
      <ul class="plain-list">{options.map((option, at) => <Option key={at} option={option} kind={question.kind} words={words} onLink={onLink} />)}</ul>
    </>
  );
}

function statementLine({ expected, yours }: NonNullable<FeedbackView['statement']>, words: Words): string {
  const verdict = expected ? words.trueWord : words.falseWord;
  return yours === undefined ? format(words.verdictOnly, { expected: verdict }) : format(words.verdictYours, { expected: verdict, yours: yours ? words.isTrue : words.isFalse });
}

interface OptionProps extends Pick<ExplanationsProps, 'words' | 'onLink'> {
  readonly option: OptionFeedback;
  readonly kind: QuestionView['kind'];
}

function Option({ option, kind, words, onLink }: OptionProps) {
  const { correct, selected, source, placed } = option;
  const tone = correct ? 'success' : selected ? 'error' : '';
  return (
    <li class={`panel ${tone}`}>
      <p><span class="badge"><Icon name={correct ? 'pass' : selected ? 'error' : 'circle-slash'} /> {verdict(option, kind, words)}</span></p>
      <p><strong><Inline html={option.text} /></strong></p>
      {placed && <Placed placed={placed} kind={kind} correct={correct} words={words} />}
      <Markdown html={option.why} onLink={onLink} />
      <p class="small"><button type="button" class="link" onClick={() => onLink(source.href)}>{format(words.source, { title: source.title })}</button></p>
    </li>
  );
}

function verdict({ correct, selected, placed }: OptionFeedback, kind: QuestionView['kind'], words: Words): string {
  if (placed) return kind === 'order' ? (correct ? words.placedRight : words.placedWrong) : correct ? words.pairRight : words.pairWrong;
  return correct ? (selected ? words.rightTicked : words.rightMissed) : selected ? words.wrongTicked : words.wrongLeft;
}

/** Where something goes, and where the learner had put it when that is not the same. */
function Placed({ placed, kind, correct, words }: { placed: NonNullable<OptionFeedback['placed']>; kind: QuestionView['kind']; correct: boolean; words: Words }) {
  if (kind === 'order') return <p>{placed.yours === undefined ? format(words.rankOnly, placed) : format(words.rankYours, { ...placed })}</p>;
  return (
    <p>
      {words.goesWith} <Inline html={placed.expected} />
      {!correct && placed.yours !== undefined && <><br />{words.youChose} <Inline html={placed.yours} /></>}
    </p>
  );
}

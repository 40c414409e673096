import { format } from '../../protocol/format';
import type { QuizView, SummaryView } from '../../protocol/quiz';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { Post, Words } from './types';
import { Heading } from './heading';
import { Inline } from './inline';

export interface SummaryProps {
  readonly view: Extract<QuizView, { page: 'summary' }>;
  readonly words: Words;
  readonly post: Post;
  readonly focus: boolean;
}

/** The score in one sentence. */
export function scoreLine({ correct, answered }: SummaryView, words: Words): string {
  return answered === 0 ? words.nothing : format(correct <= 1 ? words.scoreOne : words.score, { correct, answered });
}

/** The end of a session: the score, what to review and where, and every answer to be read again. */
export function SummaryPage({ view, words, post, focus }: SummaryProps) {
  const { session, summary, completed } = view;
  const { correct, answered, total } = summary;
  const missed = answered - correct;
  return (
    <>
      <Heading text={words.result} focus={focus} />
      <p class="lead">{scoreLine(summary, words)}</p>
      {!completed && answered > 0 && <p>{format(words.stopped, { answered, total })}</p>}
      {answered > 0 && <Review summary={summary} words={words} post={post} missed={missed} />}
      <div class="actions">
        {missed > 0 && <Button label={words.missedAgain} icon="refresh" onClick={() => post({ type: 'again', session, questions: 'missed' })} />}
        <Button kind={missed > 0 ? 'secondary' : 'main'} label={words.another} onClick={() => post({ type: 'again', session, questions: 'scope' })} />
        <Button kind="quiet" label={words.choose} onClick={() => post({ type: 'choose' })} />
      </div>
      {answered > 0 && <Answers view={view} words={words} post={post} />}
    </>
  );
}

function Review({ summary, words, post, missed }: { summary: SummaryView; words: Words; post: Post; missed: number }) {
  if (missed === 0) return <p>{words.allRight}</p>;
  return (
    <section aria-labelledby="review">
      <h2 id="review">{words.toReview}</h2>
      {summary.review.map(({ competence, title, objectives }) => (
        <section key={competence}>
          <h3 lang="fr">{title}</h3>
          <ul>
            {objectives.map(({ objective, html, lesson }) => (
              <li key={objective}>
                <Inline html={html} />
                {lesson && <div><button type="button" class="link" onClick={() => post({ type: 'open', href: lesson.href })}>{format(words.readLesson, { title: lesson.title })}</button></div>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Answers({ view, words, post }: Omit<SummaryProps, 'focus'>) {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{words.answers}</h2>
      <ol>
        {view.summary.items.map(({ item, stem, correct, readable }) => (
          <li key={item}>
            <span class={`badge ${correct ? 'success' : 'error'}`}><Icon name={correct ? 'pass' : 'error'} /> {correct ? words.rightShort : words.wrongShort}</span>{' '}
            {readable
              ? <button type="button" class="link" onClick={() => post({ type: 'review', session: view.session, item })}><Inline html={stem} /></button>
              : words.rereadGone}
          </li>
        ))}
      </ol>
    </section>
  );
}

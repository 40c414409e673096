import { format } from '../../protocol/format';
import type { FromReadiness, ReadinessView, ToReadiness } from '../../protocol/readiness';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { ConfidencePart } from './confidence';
import { HeatMap } from './heat-map';
import { MasteryTable } from './table';

export interface PageProps {
  readonly message: ToReadiness;
  readonly post: (message: FromReadiness) => void;
}
export type Words = ToReadiness['strings'];
export type ViewMessage = Extract<ToReadiness, { type: 'view' }>;

/** What to do next, how ready one is, and the map of mastery with its table. */
export function ReadinessPage({ message, post }: PageProps) {
  const { strings: words, common } = message;
  return (
    <>
      <h1>{words.title}</h1>
      {message.type === 'failed' ? <p class="notice error"><Icon name="error" /><span>{format(words.failed, { reason: message.reason })}</span></p> : <Parts message={message} post={post} />}
      <p class="muted small">{common.notCertification}</p>
    </>
  );
}

function Parts({ message, post }: PageProps & { message: ViewMessage }) {
  const { view, strings: words } = message;
  return (
    <>
      <Next next={view.next} words={words} post={post} />
      <section aria-labelledby="readiness">
        <h2 id="readiness">{words.readiness}</h2>
        <Chance readiness={view.readiness} words={words} />
        <div class="actions">
          <Button kind="secondary" icon="checklist" label={words.exam} onClick={() => post({ type: 'exam' })} />
          <Button kind="secondary" icon="compass" label={words.placement} onClick={() => post({ type: 'placement' })} />
          <Button kind="quiet" label={words.how} onClick={() => post({ type: 'open', href: 'coach:guide:maitrise' })} />
        </div>
      </section>
      <section aria-labelledby="map">
        <h2 id="map">{words.map}</h2>
        <HeatMap view={view} words={words} />
        <MasteryTable message={message} post={post} />
      </section>
      <ConfidencePart message={message} />
    </>
  );
}

function Next({ next, words, post }: { next: ReadinessView['next']; words: Words; post: PageProps['post'] }) {
  const { kind, count, title, lab } = next;
  const text = { review: count === 1 ? words.nextReviewOne : words.nextReview, lesson: words.nextLesson, questions: words.nextQuestions, lab: words.nextLab, exam: words.nextExam }[kind];
  const label = { review: words.doReview, lesson: words.doLesson, questions: words.doQuestions, lab: words.doLab, exam: words.doExam }[kind];
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">{words.next}</h2>
      <p>{format(text, { count, title, lab })}</p>
      <p><Button label={label} onClick={() => post({ type: 'next' })} /></p>
    </section>
  );
}

function Chance({ readiness, words }: { readiness: ReadinessView['readiness']; words: Words }) {
  if (!readiness) return <p>{words.noPlan}</p>;
  // Where most is unknown a figure would only say so, and discourage.
  if (2 * readiness.unmeasured > readiness.total) return <p class="lead">{format(words.notYet, { count: readiness.unmeasured, total: readiness.total })}</p>;
  return (
    <>
      <p class="lead">{format(words.probability, readiness)}</p>
      <p>{format(words.expected, readiness)}</p>
      {readiness.unmeasured > 0 && <p>{format(words.unmeasured, { count: readiness.unmeasured, total: readiness.total })}</p>}
    </>
  );
}

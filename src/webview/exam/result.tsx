import { format } from '../../protocol/format';
import type { ResultView } from '../../protocol/exam';
import { Heading } from '../quiz/heading';
import { Inline } from '../quiz/inline';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { AllItems } from './all-items';
import { duration } from './timer';
import type { PageOf, PageProps, Words } from './types';

const zones = {
  above: { tone: 'success', icon: 'pass', text: 'zoneAbove', detail: 'zoneAboveDetail' },
  grey: { tone: 'warning', icon: 'question', text: 'zoneGrey', detail: 'zoneGreyDetail' },
  below: { tone: 'error', icon: 'error', text: 'zoneBelow', detail: 'zoneBelowDetail' },
} as const;
const percent = (share: number) => Math.round(share * 100);

/** The score in one sentence. */
export function scoreLine({ correct, total }: ResultView, words: Words): string {
  return format(words.resultScore, { correct, total, percent: total === 0 ? 0 : percent(correct / total) });
}

type ResultProps = PageProps & { view: PageOf<'result'> };

/** What a finished exam tells: the score and how sure it is, what was missed, and every question to be read again. */
export function ResultPage({ message, view, post, focus }: ResultProps) {
  const { strings: words } = message;
  const { result } = view;
  const zone = zones[result.zone];
  return (
    <>
      <Heading text={words.result} focus={focus} />
      <p class="lead">{scoreLine(result, words)}</p>
      <p>{format(words.resultInterval, { low: percent(result.interval[0]), high: percent(result.interval[1]) })}</p>
      <div class={`notice ${zone.tone}`}><Icon name={zone.icon} /><div><strong>{words[zone.text]}</strong><br />{words[zone.detail]}</div></div>
      {result.ending === 'time' && <p>{words.endTime}</p>}
      <p class="muted">{format(words.elapsed, { time: duration(result.elapsed, words) })}</p>
      {result.setAside > 0 && <p>{format(words.setAside, { count: result.setAside })}</p>}
      <Modules result={result} words={words} />
      <Missed view={view} message={message} post={post} />
      <div class="actions"><Button label={words.again} onClick={() => post({ type: 'choose' })} /></div>
      <AllItems view={view} words={words} post={post} />
    </>
  );
}

function Modules({ result, words }: { result: ResultView; words: Words }) {
  return (
    <section aria-labelledby="modules">
      <h2 id="modules">{words.modules}</h2>
      {result.modules.length > 0 && (
        <table>
          <thead><tr><th scope="col">{words.moduleColumn}</th><th scope="col">{words.rightColumn}</th></tr></thead>
          <tbody>{result.modules.map(({ title, correct, total }) => <tr key={title}><th scope="row" lang="fr">{title}</th><td>{correct} / {total} ({percent(correct / total)} %)</td></tr>)}</tbody>
        </table>
      )}
      <p class="muted small">{words.modulesNote}</p>
    </section>
  );
}

function Missed({ view, message, post }: Omit<ResultProps, 'focus'>) {
  const { strings: words } = message;
  const { missed } = view.result;
  return (
    <section aria-labelledby="missed">
      <h2 id="missed">{words.missed}</h2>
      {missed.length === 0 && <p>{words.allRight}</p>}
      {missed.map(({ competence, title, questions }) => (
        <section key={competence}>
          <h3 lang="fr">{title}</h3>
          <ul>
            {questions.map(({ item, stem, objective, lesson }) => (
              <li key={item}>
                <button type="button" class="link" onClick={() => post({ type: 'review', session: view.session, item })}><Inline html={stem} /></button>
                <div class="muted small"><Inline html={objective} /></div>
                {lesson && <div><button type="button" class="link small" onClick={() => post({ type: 'open', href: lesson.href })}>{format(words.readLesson, { title: lesson.title })}</button></div>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

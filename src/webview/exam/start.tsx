import { useState } from 'preact/hooks';
import { format } from '../../protocol/format';
import type { FromExam, StartView } from '../../protocol/exam';
import { Heading } from '../quiz/heading';
import { Inline } from '../quiz/inline';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { Post, Shown, Words } from './types';

type Time = Extract<FromExam, { type: 'start' }>['time'] | 'custom';
const times = { normal: 'extraNormal', third: 'extraThird', custom: 'extraCustom', none: 'extraNone' } as const;

/** What to be examined on, and in how much time. */
export function StartPage({ message, post, focus }: { message: Extract<Shown, { type: 'start' }>; post: Post; focus: boolean }) {
  const { view, strings: words } = message;
  const exam = view.purpose === 'exam';
  const [scope, setScope] = useState(view.scopes.find(one => one.missing === 0)?.id ?? '');
  const [time, setTime] = useState<Time>('normal');
  const [minutes, setMinutes] = useState('');
  const [timerHidden, setTimerHidden] = useState(false);
  const [bad, setBad] = useState(false);
  const start = (event: Event) => {
    event.preventDefault();
    const wanted = Number(minutes);
    const fine = time !== 'custom' || (Number.isInteger(wanted) && wanted >= 5 && wanted <= 600);
    setBad(!fine);
    if (fine && scope) post({ type: 'start', scope, time: time === 'custom' ? wanted : time, timerHidden });
  };
  return (
    <form onSubmit={start} noValidate>
      <Heading text={exam ? words.title : words.placementTitle} focus={focus} />
      <p class="lead">{exam ? words.lead : words.placementLead}</p>
      <fieldset>
        <legend>{exam ? words.what : words.profile}</legend>
        {view.scopes.map(one => <Scope key={one.id} scope={one} words={words} checked={scope === one.id} onChoose={() => setScope(one.id)} />)}
      </fieldset>
      <fieldset class="confidence">
        <legend>{words.extra}</legend>
        {(Object.keys(times) as (keyof typeof times)[]).map(value => (
          <label key={value}><input type="radio" name="time" value={value} checked={time === value} onChange={() => setTime(value)} /> {words[times[value]]}</label>
        ))}
      </fieldset>
      {time === 'custom' && (
        <div class="field">
          <label for="minutes">{words.minutes}</label>
          <input id="minutes" type="text" inputMode="numeric" value={minutes} aria-invalid={bad} aria-describedby="minutes-bad" onInput={event => setMinutes(event.currentTarget.value)} />
        </div>
      )}
      <div role="alert" id="minutes-bad">{bad && <p class="notice error"><Icon name="warning" /><span>{words.minutesBad}</span></p>}</div>
      <p><label class="check"><input type="checkbox" checked={timerHidden} onChange={event => setTimerHidden(event.currentTarget.checked)} /> {words.hideTimer}</label></p>
      <div class="actions">
        <button type="submit" class="button" aria-disabled={!scope}>{exam ? words.start : words.startPlacement}</button>
        {view.last && <Button kind="secondary" label={exam ? words.lastResult : words.lastPlacement} onClick={() => post({ type: 'last' })} />}
      </div>
      {exam ? <Facts view={view} words={words} post={post} /> : <p><button type="button" class="link" onClick={() => post({ type: 'open', href: 'coach:guide:prerequis' })}>{words.prerequisites}</button></p>}
    </form>
  );
}

function Scope({ scope, words, checked, onChoose }: { scope: StartView['scopes'][number]; words: Words; checked: boolean; onChoose: () => void }) {
  const { id, title, detail, questions, minutes, missing, repeated } = scope;
  return (
    <label class="choice">
      <input type="radio" name="scope" value={id} checked={checked} disabled={missing > 0} onChange={onChoose} />
      <span>
        {detail !== undefined ? <><strong>{title}</strong> — {format(words.profileDetail, { questions, minutes })}<br />{detail}</> : title ? format(words.moduleDetail, { title, questions, minutes }) : <><strong>{words.whole}</strong> — {format(words.wholeDetail, { questions, minutes })}</>}
        {missing > 0 && <> — {format(words.lacking, { missing })}</>}
        {missing === 0 && repeated > 0 && <><br /><span class="muted small">{format(words.repeated, { count: repeated })}</span></>}
      </span>
    </label>
  );
}

/** Every figure with its source, or marked as an hypothesis. */
function Facts({ view, words, post }: { view: StartView; words: Words; post: Post }) {
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{words.plan}</h2>
      <ul>
        {view.facts.map(({ text, source }) => (
          <li key={text}>
            {!source && <span class="badge"><Icon name="beaker" /> {words.hypothesis}</span>} <Inline html={text} />{' '}
            {source && <button type="button" class="link small" onClick={() => post({ type: 'open', href: source.href })}>{format(words.official, { title: source.title })}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

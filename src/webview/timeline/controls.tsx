import { format } from '../../protocol/format';
import type { MomentView, Pace, RunView, ThenView } from '../../protocol/timeline';
import { Button } from '../shared/button';
import type { Post, Words } from './model';

interface ControlsProps {
  readonly view: RunView;
  readonly moments: readonly MomentView[];
  readonly then: ThenView | undefined;
  readonly playing: boolean;
  readonly details: boolean;
  readonly words: Words;
  readonly post: Post;
}

/** The pace, and the way through the moments. */
export function Controls({ view, moments, then, playing, details, words, post }: ControlsProps) {
  const instants = [...new Set(moments.map(({ at }) => at))];
  // The present comes after the last moment.
  const place = then ? instants.findLastIndex(at => at <= then.at) : instants.length;
  const go = (index: number) => post(index >= instants.length ? { type: 'present' } : { type: 'moment', at: instants[Math.max(0, index)] ?? 0 });
  return (
    <section class="panel" aria-label={words.pace}>
      <p><strong>{words.now}</strong>{words.colon}{format(view.settled ? words.nowRest : words.nowMoving, { time: view.now })}</p>
      <Paces pace={view.pace} past={then !== undefined} words={words} post={post} />
      <div class="field">
        <label for="moment">{words.moment}</label>
        <input id="moment" type="range" min={0} max={instants.length} value={place} disabled={instants.length === 0} aria-valuetext={then ? then.time : format(words.nowAt, { time: view.now })} onChange={event => go(Number(event.currentTarget.value))} />
      </div>
      <div class="toolbar">
        <Button kind="icon" icon="chevron-left" label={words.earlier} disabled={instants.length === 0 || place === 0} onClick={() => go(place - 1)} />
        <Button kind="icon" icon="chevron-right" label={words.later} disabled={!then} onClick={() => go(place + 1)} />
        <Button kind="secondary" icon={playing ? 'debug-pause' : 'play'} label={playing ? words.pause : then ? words.play : words.playFirst} disabled={instants.length === 0} onClick={() => post(playing ? { type: 'pause' } : { type: 'play', details })} />
        <Button kind="quiet" icon="debug-continue" label={words.present} disabled={!then} onClick={() => post({ type: 'present' })} />
      </div>
    </section>
  );
}

function Paces({ pace, past, words, post }: { pace: Pace; past: boolean; words: Words; post: Post }) {
  const choices: readonly (readonly [Pace, string])[] = [[1, words.pace1], [10, words.pace10], ['fastest', words.paceFastest]];
  return (
    <fieldset class="paces" aria-describedby="pace-of">
      <legend>{words.pace}</legend>
      {choices.map(([value, label]) => (
        <label key={value}><input type="radio" name="pace" value={value} checked={pace === value} onChange={() => post({ type: 'pace', pace: value })} /> {label}</label>
      ))}
      <p id="pace-of" class="muted small">{past ? words.pacePast : words.paceNow}</p>
    </fieldset>
  );
}

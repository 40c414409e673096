import { format } from '../../protocol/format';
import type { ThenView } from '../../protocol/timeline';
import { Button } from '../shared/button';
import type { Post, Words } from './model';

/** The platform as it was at a moment, what was wrong then, and the way to go on from there. */
export function Then({ view: { time, rows, faults }, words, post }: { view: ThenView; words: Words; post: Post }) {
  const health = { good: words.good, moving: words.moving, bad: words.bad, idle: '' };
  return (
    <section aria-labelledby="then">
      <h2 id="then">{format(words.then, { time })}</h2>
      {rows.length === 0 ? <p>{words.thenEmpty}</p> : (
        <table class="wide">
          <thead><tr><th scope="col">{words.thing}</th><th scope="col">{words.state}</th></tr></thead>
          <tbody>
            {rows.map(({ what, state, health: how }, index) => (
              <tr key={index}><th scope="row">{what}</th><td>{[health[how], state].filter(Boolean).join(words.colon)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{words.wrong}</h3>
      {faults.length === 0 ? <p>{words.allWell}</p> : <ul>{faults.map((fault, index) => <li key={index}>{fault}</li>)}</ul>}
      <div class="actions"><Button kind="secondary" icon="debug-restart" label={words.restart} onClick={() => post({ type: 'restart' })} /></div>
    </section>
  );
}

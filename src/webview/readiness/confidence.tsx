import { format } from '../../protocol/format';
import { Icon } from '../shared/icon';
import type { ViewMessage } from './page';

/** How what one says of one's certainty compares with what one knows. */
export function ConfidencePart({ message }: { message: ViewMessage }) {
  const { view: { confidence }, strings: words, quiz } = message;
  return (
    <section aria-labelledby="confidence">
      <h2 id="confidence">{words.confidence}</h2>
      {confidence ? (
        <>
          <table>
            <thead><tr><th scope="col">{words.level}</th><th scope="col">{words.answers}</th></tr></thead>
            <tbody>{confidence.levels.map(({ level, right, total }) => <tr key={level}><th scope="row">{quiz[level]}</th><td>{total === 0 ? words.confidenceNone : format(words.confidenceRow, { right, total })}</td></tr>)}</tbody>
          </table>
          <p class={`notice ${confidence.over ? 'warning' : 'success'}`}><Icon name={confidence.over ? 'warning' : 'pass'} /><span>{confidence.over ? words.over : words.calibrated}</span></p>
        </>
      ) : <p class="muted">{words.tooFew}</p>}
    </section>
  );
}

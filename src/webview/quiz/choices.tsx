import type { ChoicesProps } from './types';
import { Inline } from './inline';
import { FaultyLine } from './lines';
import { Match } from './match';
import { Order } from './order';

/** The form of a question, by its kind. */
export function Choices(props: ChoicesProps) {
  switch (props.question.kind) {
    case 'single':
    case 'outcome': return <Options {...props} several={false} />;
    case 'multiple': return <Options {...props} several />;
    case 'two-tier': return <TwoTier {...props} />;
    case 'order': return <Order {...props} />;
    case 'match': return <Match {...props} />;
    case 'faulty-line': return <FaultyLine {...props} />;
  }
}

/** Radio buttons when one is to be chosen, boxes when several may be. */
function Options({ question, words, response, onChange, several, legend }: ChoicesProps & { several: boolean; legend?: string }) {
  const toggle = (place: number) => (response.includes(place) ? response.filter(other => other !== place) : [...response, place].sort((a, b) => a - b));
  return (
    <fieldset aria-labelledby="stem several">
      <legend id="several" class="muted small">{legend ?? (several ? words.multiple : words.single)}</legend>
      {question.options.map((html, place) => (
        <label class="choice" key={place}>
          <input type={several ? 'checkbox' : 'radio'} name="option" value={place} checked={response.includes(place)} onChange={() => onChange(several ? toggle(place) : [place])} />
          <Inline html={html} />
        </label>
      ))}
    </fieldset>
  );
}

/** First whether the statement is true, then the reason: two groups. */
function TwoTier(props: ChoicesProps) {
  const { words, response, onChange } = props;
  const [verdict = -1, reason = -1] = response;
  return (
    <>
      <fieldset aria-labelledby="stem verdict">
        <legend id="verdict" class="muted small">{words.statement}</legend>
        {[words.isTrue, words.isFalse].map((label, value) => (
          <label class="choice" key={value}>
            <input type="radio" name="verdict" value={value} checked={verdict === value} onChange={() => onChange([value, reason])} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <Options {...props} several={false} legend={words.because} response={reason === -1 ? [] : [reason]} onChange={next => onChange([verdict, next[0] ?? -1])} />
    </>
  );
}

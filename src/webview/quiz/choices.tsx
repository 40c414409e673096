import type { QuestionView } from '../../protocol/quiz';
import type { Words } from './app';
import { Inline } from './inline';

export interface ChoicesProps {
  readonly question: QuestionView;
  readonly words: Words;
  readonly response: readonly number[];
  readonly onChange: (response: readonly number[]) => void;
}

/** The options: radio buttons when one is to be chosen, boxes when several may be. */
export function Choices({ question, words, response, onChange }: ChoicesProps) {
  const several = question.kind === 'multiple';
  const toggle = (place: number) => (response.includes(place) ? response.filter(other => other !== place) : [...response, place].sort((a, b) => a - b));
  return (
    <fieldset aria-labelledby="stem several">
      <legend id="several" class="muted small">{several ? words.multiple : words.single}</legend>
      {question.options.map((html, place) => (
        <label class="choice" key={place}>
          <input type={several ? 'checkbox' : 'radio'} name="option" value={place} checked={response.includes(place)} onChange={() => onChange(several ? toggle(place) : [place])} />
          <Inline html={html} />
        </label>
      ))}
    </fieldset>
  );
}

import type { ChoicesProps } from './types';
import { Inline } from './inline';

/** Each item with a list of the options; there are more options than items, and they are all written out below for those who need the room. */
export function Match({ question, words, response, onChange }: ChoicesProps) {
  const items = question.items ?? [];
  const chosen = items.map((_, at) => response[at] ?? -1);
  return (
    <fieldset aria-labelledby="stem pairs">
      <legend id="pairs" class="muted small">{words.match}</legend>
      <ol class="options" type="A">{question.options.map((html, place) => <li key={place}><Inline html={html} /></li>)}</ol>
      {items.map((html, at) => (
        <div class="field" key={at}>
          <label for={`pair-${at}`}><Inline html={html} /></label>
          <select id={`pair-${at}`} value={chosen[at]} onChange={event => onChange(chosen.map((value, other) => (other === at ? Number(event.currentTarget.value) : value)))}>
            <option value={-1}>{words.choosePair}</option>
            {question.options.map((option, place) => <option value={place} key={place}>{`${String.fromCharCode(65 + place)}. ${textOf(option)}`}</option>)}
          </select>
        </div>
      ))}
    </fieldset>
  );
}

/** A list's entries hold text alone: the words of HTML that the host made. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}

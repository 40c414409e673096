import type { ChoicesProps } from './types';

/** The lines of the exhibit, one of which is to be pointed at: radio buttons, so arrows walk through the file. */
export function FaultyLine({ question, words, response, onChange }: ChoicesProps) {
  const lines = (question.exhibit?.text ?? '').replace(/\n$/, '').split('\n');
  return (
    <fieldset aria-labelledby="stem lines">
      <legend id="lines" class="muted small">{words.line}</legend>
      <figure class="code" lang="fr">
        <figcaption><span>{question.exhibit?.title ?? words.exhibit}</span></figcaption>
        <div class="lines">
          {lines.map((line, at) => (
            <label key={at}>
              <input type="radio" name="line" value={at} checked={response[0] === at} onChange={() => onChange([at])} />
              <span class="number">{at + 1}</span>
              <code>{line || ' '}</code>
            </label>
          ))}
        </div>
      </figure>
    </fieldset>
  );
}

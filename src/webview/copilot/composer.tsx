import { longestQuestion } from '../../protocol/limits';
import type { Strings } from '../../protocol/strings';
import { Button } from '../shared/button';

interface ComposerProps {
  readonly strings: Strings['copilot'];
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onAsk: (text: string) => void;
}

/** Where one asks. The host empties it once the question is a turn: until then, nothing typed can be lost. */
export function Composer({ strings, typed, onType, onAsk }: ComposerProps) {
  const ask = () => typed.trim() !== '' && onAsk(typed);
  const key = (event: KeyboardEvent) => {
    // Enter ends the choice of a character while one composes it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  };
  return (
    <form class="composer" onSubmit={event => event.preventDefault()}>
      <div class="field">
        <label for="question">{strings.question}</label>
        <textarea id="question" rows={3} maxLength={longestQuestion} value={typed} aria-describedby="question-help" onInput={event => onType(event.currentTarget.value)} onKeyDown={key} />
        <span id="question-help" class="muted small">{strings.questionHelp}</span>
      </div>
      <Button icon="send" label={strings.ask} disabled={typed.trim() === ''} onClick={ask} />
    </form>
  );
}

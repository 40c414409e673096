import type { Absence } from '../../protocol/platform';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';

/** Why a page of the platform shows nothing, and the way out when there is one. */
export function AbsentPart({ absence: { title, text, start: offered }, start, onStart }: { absence: Absence; start: string; onStart: () => void }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="notice"><Icon name="debug-stop" /><span>{text}</span></p>
      {offered && <div class="actions"><Button icon="play" label={start} onClick={onStart} /></div>}
    </>
  );
}

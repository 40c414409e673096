import type { FromReader, ToReader } from '../../protocol/reader';
import { Button } from '../shared/button';

export interface BarProps {
  readonly strings: Extract<ToReader, { type: 'show' }>['strings'];
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly post: (message: FromReader) => void;
}

/** Back and forward, always at hand. */
export function Bar({ strings, canGoBack, canGoForward, post }: BarProps) {
  return (
    <nav class="toolbar bar" aria-label={strings.navigation}>
      <Button kind="icon" icon="arrow-left" label={strings.back} disabled={!canGoBack} onClick={() => post({ type: 'back' })} />
      <Button kind="icon" icon="arrow-right" label={strings.forward} disabled={!canGoForward} onClick={() => post({ type: 'forward' })} />
    </nav>
  );
}

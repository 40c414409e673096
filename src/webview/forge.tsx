import { render } from 'preact';
import type { FromForge, ToForge } from '../protocol/forge';
import { ForgePage } from './forge/page';
import { connect } from './shared/host';

const root = document.getElementById('root') as HTMLElement;
let typed = '';
let shown: Exclude<ToForge, { type: 'commented' }> | undefined;

const host = connect<ToForge, FromForge>(message => {
  host.saveState(message.saved);
  // What is typed stays until the forge has it, or another page takes this one's place.
  if (message.type === 'commented' || (shown && JSON.stringify(shown.saved) !== JSON.stringify(message.saved))) typed = '';
  if (message.type !== 'commented') shown = message;
  draw();
});

function draw(): void {
  if (shown) render(<ForgePage message={shown} typed={typed} onType={type} post={host.post} />, root);
}

function type(text: string): void {
  typed = text;
  draw();
}

import { render } from 'preact';
import type { FromReader, ToReader } from '../protocol/reader';
import { ReaderPage } from './reader/page';
import { connect } from './shared/host';

// Draws what the host shows, keeps the history for a reload, and says where each page is left.

const root = document.getElementById('root') as HTMLElement;
let shown: Extract<ToReader, { type: 'show' }> | undefined;

const host = connect<ToReader, FromReader>(message => {
  if (message.type === 'show') show(message);
  else if (shown && message.ref === shown.page.ref) draw({ ...shown, page: { ...shown.page, lesson: { read: message.read } } });
});

function show(message: Extract<ToReader, { type: 'show' }>): void {
  host.saveState(message.state);
  draw(message);
  window.scrollTo({ top: message.state.entries[message.state.at]?.scroll ?? 0, behavior: 'instant' });
  // A new page is read from its title; a page drawn again keeps the keyboard where it was.
  if (message.moved) document.querySelector('h1')?.focus({ preventScroll: true });
}

function draw(message: Extract<ToReader, { type: 'show' }>): void {
  shown = message;
  render(<ReaderPage key={message.page.ref} {...message} post={host.post} />, root);
}

let settling: number | undefined;
window.addEventListener('scroll', () => {
  window.clearTimeout(settling);
  settling = window.setTimeout(() => {
    if (!shown) return;
    const { state } = shown;
    const { ref } = shown.page;
    const top = Math.max(0, Math.round(window.scrollY));
    const entries = state.entries.map((entry, index) => (index === state.at ? { ref, scroll: top } : entry));
    shown = { ...shown, state: { ...state, entries } };
    host.saveState(shown.state);
    host.post({ type: 'scrolled', ref, top });
  }, 150);
});

// The browser's own gestures for history.
window.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowLeft') host.post({ type: 'back' });
  if (event.key === 'ArrowRight') host.post({ type: 'forward' });
});

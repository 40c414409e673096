import { render } from 'preact';
import type { FromReader, ToReader } from '../protocol/reader';
import { ReaderPage } from './reader/page';
import { connect } from './shared/host';

// Draws what the host shows, and says where each page is left.

const root = document.getElementById('root') as HTMLElement;
let shown: Extract<ToReader, { type: 'show' }> | undefined;

const host = connect<ToReader, FromReader>(message => {
  if (message.type === 'show') show(message);
  else if (shown && message.ref === shown.page.ref) draw({ ...shown, page: { ...shown.page, lesson: { read: message.read } } });
});

function show(message: Extract<ToReader, { type: 'show' }>): void {
  draw(message);
  window.scrollTo({ top: message.state.entries[message.state.at]?.scroll ?? 0, behavior: 'instant' });
  // A new page is read from its title; a page drawn again keeps the keyboard where it was.
  if (message.moved) document.querySelector('h1')?.focus({ preventScroll: true });
}

function draw(message: Extract<ToReader, { type: 'show' }>): void {
  shown = message;
  render(<ReaderPage key={message.page.ref} {...message} post={post} />, root);
}

let settling: number | undefined;
window.addEventListener('scroll', () => {
  window.clearTimeout(settling);
  settling = window.setTimeout(tellScroll, 150);
});

function tellScroll(): void {
  window.clearTimeout(settling);
  if (shown) host.post({ type: 'scrolled', ref: shown.page.ref, top: Math.max(0, Math.round(window.scrollY)) });
}

/** Says where the page is left before anything that may leave it. */
function post(message: FromReader): void {
  tellScroll();
  host.post(message);
}

// The browser's own gestures for history.
window.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowLeft') post({ type: 'back' });
  if (event.key === 'ArrowRight') post({ type: 'forward' });
});

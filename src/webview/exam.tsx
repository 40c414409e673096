import { render } from 'preact';
import type { FromExam, ToExam } from '../protocol/exam';
import { ExamApp, spoken } from './exam/app';
import { Pending } from './exam/pending';
import { connect } from './shared/host';
import { LiveRegion } from './shared/live';

// Draws what the editor shows of the exam, and keeps each answer until the editor says that it is on disk.

const root = document.getElementById('root') as HTMLElement;
let shown: Exclude<ToExam, { type: 'saved' }> | undefined;
let page: string | undefined;
let received = 0;

const host = connect<ToExam, FromExam>(message => {
  received = performance.now();
  if (message.type !== 'saved') shown = message;
  else {
    pending.saved(message);
    shown = acknowledged(shown, message);
  }
  if (message.type === 'view') pending.resume(message.view.session, message.view.page === 'item');
  draw();
});
const pending = new Pending(host);

function draw(): void {
  if (!shown) return;
  const current = shown;
  const next = pageOf(current);
  const focus = page !== undefined && page !== next;
  page = next;
  render(
    <>
      <LiveRegion text={spoken(current)} />
      <ExamApp key={next} message={current} received={received} pending={pending} post={host.post} redraw={draw} focus={focus} />
    </>,
    root,
  );
}

/** The page shown, knowing what is on disk: what was answered to its item is what it shows from now on. */
function acknowledged(page: typeof shown, { session, item, response, items, remaining }: Extract<ToExam, { type: 'saved' }>): typeof shown {
  if (page?.type !== 'view' || page.view.page !== 'item' || page.view.session !== session) return page;
  return { ...page, view: { ...page.view, items, remaining, ...(page.view.item === item && { selected: response }) } };
}

/** What tells a page from the next: another one begins at its title. */
function pageOf(message: Exclude<ToExam, { type: 'saved' }>): string {
  if (message.type !== 'view') return message.type;
  const { view } = message;
  return `${view.session} ${view.page} ${'item' in view ? view.item : ''}`;
}

import { render } from 'preact';
import type { QuizFromWebview, QuizToWebview } from '../protocol/quiz';
import { App, spoken } from './quiz/app';
import { keepDraft, resumeDraft } from './quiz/draft';
import { LiveRegion } from './shared/live';
import { connect } from './shared/host';

const root = document.getElementById('root');
let shown: string | undefined;

const host = connect<QuizToWebview, QuizFromWebview>(message => {
  if (!root) return;
  const page = message.type === 'view' ? `${message.view.page} ${message.view.session} ${'item' in message.view ? message.view.item : ''}` : 'gone';
  const resumed = resumeDraft(message, host);
  render(
    <>
      <LiveRegion text={spoken(resumed)} />
      <App key={page} message={resumed} post={host.post} keep={draft => keepDraft(draft, host)} focus={shown !== undefined && shown !== page} />
    </>,
    root,
  );
  shown = page;
});

import { format } from '../../protocol/format';
import type { QuizToWebview, QuizView } from '../../protocol/quiz';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { Draft } from './draft';
import { FeedbackPage } from './feedback';
import { Heading } from './heading';
import { QuestionPage } from './question';
import { SummaryPage, scoreLine } from './summary';
import type { Post, Words } from './types';

export interface AppProps {
  readonly message: QuizToWebview;
  readonly post: Post;
  readonly keep: (draft: Draft) => void;
  /** Whether the page takes the focus to its heading: it follows another one, by the user's doing. */
  readonly focus: boolean;
}

/** One page of a session, whichever it is. */
export function App({ message, post, keep, focus }: AppProps) {
  const words = message.strings;
  if (message.type === 'gone') {
    return (
      <>
        <Heading text={words.title} focus={focus} />
        <p>{words.gone}</p>
        <div class="actions"><Button label={words.startAgain} onClick={() => post({ type: 'choose' })} /></div>
      </>
    );
  }
  const { view, common } = message;
  return (
    <>
      <p class="eyebrow" lang="fr">{view.title}</p>
      <Page view={view} words={words} post={post} keep={keep} focus={focus} />
      <Skipped view={view} words={words} />
      {view.page !== 'summary' && <p><button type="button" class="link small" onClick={() => post({ type: 'suggest', session: view.session, item: view.item })}>{message.suggest}</button></p>}
      <p class="muted small">{common.notCertification}</p>
    </>
  );
}

function Page({ view, words, post, keep, focus }: Omit<AppProps, 'message'> & { view: QuizView; words: Words }) {
  switch (view.page) {
    case 'question': return <QuestionPage view={view} words={words} post={post} keep={keep} focus={focus} />;
    case 'feedback': return <FeedbackPage view={view} words={words} post={post} focus={focus} />;
    case 'summary': return <SummaryPage view={view} words={words} post={post} focus={focus} />;
  }
}

/** What is said aloud when the page changes, beside the title that takes the focus. */
export function spoken(message: QuizToWebview): string {
  if (message.type === 'gone') return message.strings.gone;
  const { view, strings } = message;
  if (view.page === 'feedback') return format(strings.progress, { number: view.number, total: view.total });
  if (view.page === 'summary') return scoreLine(view.summary, strings);
  return '';
}

/** Questions that changed or went are said, never silently missing. */
function Skipped({ view, words }: { view: QuizView; words: Words }) {
  const notices = [
    ...(view.changed > 0 ? [format(view.changed === 1 ? words.changedOne : words.changedMany, { count: view.changed })] : []),
    ...(view.removed > 0 ? [format(view.removed === 1 ? words.removedOne : words.removedMany, { count: view.removed })] : []),
  ];
  return <>{notices.map(text => <div class="notice" key={text}><Icon name="info" /><div>{text}</div></div>)}</>;
}

import { Button } from '../shared/button';
import { Heading } from '../quiz/heading';
import { ItemPage } from './item';
import { PathPage } from './path';
import { ResultPage, scoreLine } from './result';
import { ReviewPage } from './review';
import { StartPage } from './start';
import type { Post, RunningProps, Shown } from './types';

export interface AppProps extends Omit<RunningProps, 'message'> {
  readonly message: Shown;
}

/** One page of an exam, whichever it is. What it is not is said on each. */
export function ExamApp({ message, ...rest }: AppProps) {
  return (
    <>
      {message.type === 'view' && <p class="eyebrow" lang="fr">{message.title}</p>}
      <Page message={message} {...rest} />
      <p class="muted small">{message.common.notCertification}</p>
    </>
  );
}

function Page({ message, post, focus, ...rest }: AppProps) {
  if (message.type === 'start') return <StartPage message={message} post={post} focus={focus} />;
  if (message.type === 'away') return <AwayPage message={message} post={post} focus={focus} />;
  switch (message.view.page) {
    case 'item': return <ItemPage message={message} view={message.view} post={post} focus={focus} {...rest} />;
    case 'result': return message.view.path ? <PathPage message={message} view={message.view} path={message.view.path} post={post} focus={focus} /> : <ResultPage message={message} view={message.view} post={post} focus={focus} />;
    case 'review': return <ReviewPage message={message} view={message.view} post={post} focus={focus} />;
  }
}

/** The exam is played in another window, or its data was erased. */
function AwayPage({ message, post, focus }: { message: Extract<Shown, { type: 'away' }>; post: Post; focus: boolean }) {
  const { strings, reason, session } = message;
  return (
    <>
      <Heading text={strings.title} focus={focus} />
      <p>{reason === 'elsewhere' ? strings.elsewhere : strings.lost}</p>
      <div class="actions">{reason === 'elsewhere' ? <Button label={strings.takeOver} onClick={() => post({ type: 'take-over', session })} /> : <Button label={strings.startAgain} onClick={() => post({ type: 'choose' })} />}</div>
    </>
  );
}

/** What is said aloud when the page changes, beside the title that takes the focus: why an exam ended when nobody ended it, and its score. */
export function spoken(message: Shown): string {
  if (message.type !== 'view' || message.view.page !== 'result' || message.view.path) return '';
  const { view: { result }, strings } = message;
  return [...(result.ending === 'time' ? [strings.endTime] : []), scoreLine(result, strings)].join(' ');
}

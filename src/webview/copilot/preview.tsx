import { format } from '../../protocol/format';
import type { MessageView, ModelView } from '../../protocol/copilot';
import type { Strings } from '../../protocol/strings';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { Post } from './page';

interface PreviewProps {
  readonly preview: Extract<ModelView, { state: 'preview' }>;
  readonly turn: number;
  readonly strings: Strings['copilot'];
  readonly post: Post;
}

/** Exactly what would leave, and where to; nothing has left yet. */
export function Preview({ preview, turn, strings, post }: PreviewProps) {
  const { origin, model } = preview;
  return (
    <div class="panel">
      <h3 tabIndex={-1} data-focus>{strings.preview}</h3>
      <p>{format(strings.previewLead, { model, origin })}</p>
      {preview.notices.map(notice => <div key={notice} class="notice warning"><Icon name="shield" /><p>{notice}</p></div>)}
      <p>{preview.masked.length === 0 ? strings.maskedNone : format(strings.maskedSome, { list: preview.masked.join(', ') })}</p>
      {preview.messages.map((message, index) => <Message key={index} message={message} strings={strings} />)}
      <div class="actions">
        <Button icon="send" label={strings.send} onClick={() => post({ type: 'send', turn, preview: preview.preview })} />
        <Button kind="secondary" label={strings.cancel} onClick={() => post({ type: 'cancel', turn })} />
      </div>
    </div>
  );
}

function Message({ message, strings }: { message: MessageView; strings: Strings['copilot'] }) {
  return (
    <figure class="code">
      <figcaption>{message.role}</figcaption>
      <pre tabIndex={0} role="region" aria-label={message.role} lang="fr" class="outgoing">
        {message.segments.map(({ text, masked }, index) => (masked ? <mark key={index} title={strings.maskedWord}>{text}</mark> : text))}
      </pre>
    </figure>
  );
}

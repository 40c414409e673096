import type { FromPlatform, ToPlatform } from '../../protocol/platform';
import { Icon } from '../shared/icon';
import { WhyPart } from './why';

export interface PageProps {
  readonly message: ToPlatform;
  readonly post: (message: FromPlatform) => void;
}

/** What the platform's page shows, as long as the platform runs. */
export function PlatformPage({ message, post }: PageProps) {
  if (message.type === 'stopped') {
    return (
      <>
        <h1>{message.title}</h1>
        <p class="notice"><Icon name="debug-stop" /><span>{message.strings.pageStopped}</span></p>
      </>
    );
  }
  return <WhyPart view={message.view} words={message.strings} post={post} />;
}

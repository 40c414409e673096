import type { FromPlatform, ToPlatform } from '../../protocol/platform';
import { Icon } from '../shared/icon';
import { MapPart } from './map';
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
  if (message.type === 'map') return <MapPart view={message.view} words={message.strings} />;
  return <WhyPart view={message.view} words={message.strings} post={post} />;
}

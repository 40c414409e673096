import type { FromPlatform, ToPlatform } from '../../protocol/platform';
import { AbsentPart } from './absent';
import { MapPart } from './map';
import { WhyPart } from './why';

export interface PageProps {
  readonly message: ToPlatform;
  readonly post: (message: FromPlatform) => void;
}

/** What the platform's page shows, or why it shows nothing. */
export function PlatformPage({ message, post }: PageProps) {
  switch (message.type) {
    case 'absent': return <AbsentPart absence={message} start={message.strings.start} onStart={() => post({ type: 'start' })} />;
    case 'map': return <MapPart view={message.view} words={message.strings} />;
    case 'why': return <WhyPart view={message.view} words={message.strings} post={post} />;
  }
}

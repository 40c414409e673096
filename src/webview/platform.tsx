import { render } from 'preact';
import type { FromPlatform, ToPlatform } from '../protocol/platform';
import { PlatformPage } from './platform/page';
import { connect } from './shared/host';

const root = document.getElementById('root') as HTMLElement;
const host = connect<ToPlatform, FromPlatform>(message => {
  host.saveState(message.saved);
  render(<PlatformPage message={message} post={host.post} />, root);
});

import { render } from 'preact';
import type { FromTimeline, ToTimeline } from '../protocol/timeline';
import { connect } from './shared/host';
import { nothing, received } from './timeline/model';
import { TimelinePage } from './timeline/page';

const root = document.getElementById('root') as HTMLElement;
let model = nothing;
const host = connect<ToTimeline, FromTimeline>(message => {
  model = received(model, message);
  render(<TimelinePage model={model} post={host.post} />, root);
});

import { render } from 'preact';
import type { FromTimeline, SavedTimeline, ToTimeline } from '../protocol/timeline';
import { connect } from './shared/host';
import { nothing, received } from './timeline/model';
import { TimelinePage } from './timeline/page';

const root = document.getElementById('root') as HTMLElement;
let model = nothing;

const host = connect<ToTimeline, FromTimeline>(message => {
  model = received(model, message);
  draw();
});
let details = (host.savedState() as SavedTimeline | undefined)?.details === true;

/** Draws the page, and keeps what brings it back after a reload. */
function draw(): void {
  const { folder, then } = model;
  if (folder !== undefined) host.saveState({ folder, details, ...(then ? { at: then.at } : {}) } satisfies SavedTimeline);
  render(<TimelinePage model={model} details={details} setDetails={setDetails} post={host.post} />, root);
}

function setDetails(shown: boolean): void {
  details = shown;
  draw();
}

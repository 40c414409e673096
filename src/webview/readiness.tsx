import { render } from 'preact';
import type { FromReadiness, ToReadiness } from '../protocol/readiness';
import { ReadinessPage } from './readiness/page';
import { connect } from './shared/host';

const root = document.getElementById('root') as HTMLElement;
const host = connect<ToReadiness, FromReadiness>(message => render(<ReadinessPage message={message} post={host.post} />, root));

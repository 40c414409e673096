import { render } from 'preact';
import type { FromCopilot, ToCopilot } from '../protocol/copilot';
import { CopilotPage } from './copilot/page';
import { connect } from './shared/host';

// Draws the conversation the host tells, and tells it what is being typed: the host keeps that, even if the panel closes.

const root = document.getElementById('root') as HTMLElement;
let shown: Extract<ToCopilot, { type: 'view' }> | undefined;
let typed: string | undefined;

const host = connect<ToCopilot, FromCopilot>(message => {
  if (message.type === 'view') {
    // What was typed since the question left stays.
    if (message.asked !== undefined && message.asked === typed) typed = '';
    shown = message;
  } else if (shown) {
    const { view, strings } = shown;
    shown = { type: 'view', strings, view: { ...view, turns: view.turns.map(turn => (turn.id === message.turn ? { ...turn, model: message.model } : turn)) } };
  }
  draw();
});

function type(text: string): void {
  typed = text;
  host.post({ type: 'draft', text });
  draw();
}

function draw(): void {
  if (shown) render(<CopilotPage {...shown} typed={typed ?? shown.view.draft} onType={type} post={host.post} />, root);
}

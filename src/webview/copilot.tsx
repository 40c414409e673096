import { render } from 'preact';
import type { FromCopilot, ModelView, ToCopilot, TurnView } from '../protocol/copilot';
import { CopilotPage } from './copilot/page';
import { connect } from './shared/host';

// Draws the conversation the host tells, and keeps what is being typed.

const root = document.getElementById('root') as HTMLElement;
let shown: Extract<ToCopilot, { type: 'view' }> | undefined;
let typed: string | undefined;

const host = connect<ToCopilot, FromCopilot>(message => {
  if (message.type === 'view') {
    if (message.cleared) remember('');
    shown = message;
  } else if (shown) {
    const { arrived: _, ...rest } = shown;
    shown = { ...rest, view: { ...rest.view, turns: rest.view.turns.map(turn => (turn.id === message.turn ? withModel(turn, message.model) : turn)) } };
  }
  draw();
});

function withModel({ model: _, ...turn }: TurnView, model: ModelView | undefined): TurnView {
  return model ? { ...turn, model } : turn;
}

const saved = host.savedState();
if (typeof saved === 'string') typed = saved;

function remember(text: string): void {
  typed = text;
  host.saveState(text);
}

function type(text: string): void {
  remember(text);
  host.post({ type: 'draft', text });
  draw();
}

function draw(): void {
  if (shown) render(<CopilotPage {...shown} typed={typed ?? shown.view.draft} onType={type} post={host.post} />, root);
}

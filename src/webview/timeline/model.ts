import type { FromTimeline, RunView, ThenView, ToTimeline } from '../../protocol/timeline';

export type Words = Extract<ToTimeline, { type: 'run' }>['strings'];
export type Post = (message: FromTimeline) => void;

/** What the page knows: the run, and the moment shown, if one is. */
export interface Model {
  readonly run?: { readonly view: RunView; readonly words: Words };
  readonly then?: ThenView;
  readonly playing: boolean;
  readonly stopped?: { readonly title: string; readonly text: string };
}

export const nothing: Model = { playing: false };

/** What the page knows after a message. */
export function received(model: Model, message: ToTimeline): Model {
  const { stopped: _, then, ...rest } = model;
  switch (message.type) {
    case 'run': return { ...rest, ...(then ? { then } : {}), run: { view: message.view, words: message.strings } };
    case 'then': return message.view ? { ...rest, then: message.view } : rest;
    case 'playing': return { ...model, playing: message.playing };
    case 'stopped': return { playing: false, stopped: message };
  }
}

import type { Absence } from '../../protocol/platform';
import type { FromTimeline, RunView, ThenView, ToTimeline } from '../../protocol/timeline';

export type Words = Extract<ToTimeline, { type: 'run' }>['strings'];
export type Post = (message: FromTimeline) => void;

/** What the page knows: the run, and the moment shown, if one is. */
export interface Model {
  readonly run?: { readonly view: RunView; readonly words: Words };
  readonly then?: ThenView;
  readonly playing: boolean;
  readonly absent?: Absence & { readonly startLabel: string };
  /** The folder whose platform is shown. */
  readonly folder?: string;
}

export const nothing: Model = { playing: false };

/** What the page knows after a message. */
export function received(model: Model, message: ToTimeline): Model {
  const { absent: _, then, ...rest } = model;
  switch (message.type) {
    case 'run': return { ...rest, ...(then ? { then } : {}), folder: message.folder, run: { view: message.view, words: message.strings } };
    case 'then': return message.view ? { ...rest, then: message.view } : rest;
    case 'playing': return { ...model, playing: message.playing };
    case 'absent': return { playing: false, folder: message.folder, ...(then ? { then } : {}), absent: message };
  }
}

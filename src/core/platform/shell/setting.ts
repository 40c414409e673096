import type { Files } from './files';
import type { Said } from '../view/words/said';
import type { Programs } from './shell';

/** What a shell is started with. */
export interface Setting {
  readonly files: Files;
  readonly variables: ReadonlyMap<string, string>;
  readonly folder?: string;
  readonly options?: readonly string[];
  readonly programs: Programs;
  /** What a variable that nothing sets has: an image or a machine may give it a text. */
  readonly outside?: (name: string) => string;
  /** How long it may last. */
  readonly limit: number;
}

/** A line written, and when after the start. */
export interface Written {
  readonly after: number;
  readonly text: Said;
  /** It is a word of the simulation, and none of the script's. */
  readonly note?: true;
}

/** How a script ended. */
export interface Ended {
  readonly how: 'exit' | 'timeout' | 'asks';
  readonly code: number;
  readonly summary?: Said;
}

import path from 'node:path';
import { platformFolder } from '../home';
import type { Arguments, Terminal } from './command';

/** The option that names the folder of a platform. */
export const state = { type: 'string' } as const;

/** The folder that holds a platform: the one given, else the user's own. */
export function stateFolder({ values }: Arguments, terminal: Terminal): string {
  const given = values['state'];
  return typeof given === 'string' ? path.resolve(terminal.cwd, given) : platformFolder();
}

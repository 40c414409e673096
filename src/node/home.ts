import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The one folder per user and machine that the editor and `cpin` share, as an absolute path; it may not exist yet.
 * `COACH_CPIN_HOME` decides if set; else the place each system keeps for it (XDG data home, AppData, Application Support).
 */
export function coachHome(machine: Machine = { platform: process.platform, env: process.env, home: os.homedir() }): string {
  const { platform, env, home } = machine;
  if (env.COACH_CPIN_HOME) return path.resolve(env.COACH_CPIN_HOME);
  if (platform === 'win32') return path.join(env.APPDATA || path.join(home, 'AppData', 'Roaming'), 'coach-cpin');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'coach-cpin');
  // The XDG specification says that a relative path is to be ignored.
  const data = env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : path.join(home, '.local', 'share');
  return path.join(data, 'coach-cpin');
}

/** Where results of audits are kept, for the editor and the terminal alike. */
export function keptFolder(): string {
  return path.join(coachHome(), 'audits');
}

/** The folder of the simulated platform where none is named: the one `COACH_CPIN_PLATFORM` says, as in the editor's terminals, else the user's own. */
export function platformFolder(): string {
  const { COACH_CPIN_PLATFORM } = process.env;
  return COACH_CPIN_PLATFORM ? path.resolve(COACH_CPIN_PLATFORM) : path.join(coachHome(), 'platform');
}

/** The folder of the simulated platform of a folder that the editor opens: one each, in the user's own data, so that nothing is written beside the code. */
export function platformFolderOf(folder: string): string {
  const name = path.basename(folder).replace(/[^A-Za-z0-9-]/g, '-').slice(0, 40);
  return path.join(coachHome(), 'platforms', `${name}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`);
}

/** Where `cpin platform up` writes, unless told otherwise, what `kubectl` needs to reach the platform of a folder. */
export function kubeconfigIn(state: string): string {
  return path.join(state, 'kubeconfig');
}

import { format } from '../../protocol/format';
import { findPlatform, type PlatformClient } from '../platform/client';
import { Refusal, type Arguments, type Terminal } from './command';
import { stateFolder } from './platform-state';

/** The platform that a command is for; refused with what to do when none runs. */
export async function running(args: Arguments, terminal: Terminal): Promise<PlatformClient> {
  const folder = stateFolder(args, terminal);
  const found = await findPlatform(folder);
  if (!found) throw new Refusal(format(terminal.strings.platform.notRunning, { folder }));
  return found;
}

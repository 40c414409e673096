import { format } from '../../protocol/format';
import { findPlatform, type PlatformClient } from '../platform/client';
import { Refusal, type Arguments, type Terminal } from './command';
import { stateFolder } from './platform-state';

/** Has time pass until nothing more is to be expected; Ctrl+C stops that, and nothing of what was asked is lost. Resolves to whether it came. */
export async function settled(client: PlatformClient, { strings: { platform } }: Terminal): Promise<boolean> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    return await client.settle(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? new Refusal(platform.interrupted) : error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** The platform that a command is for; refused with what to do when none runs. */
export async function running(args: Arguments, terminal: Terminal): Promise<PlatformClient> {
  const folder = stateFolder(args, terminal);
  const found = await findPlatform(folder);
  if (!found) throw new Refusal(format(terminal.strings.platform.notRunning, { folder }));
  return found;
}

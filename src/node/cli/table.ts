import { audit } from './audit';
import type { Command } from './command';
import { fix } from './fix';
import { contentCheck } from './content';
import { labCommands } from './lab';

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [audit, fix, ...labCommands, contentCheck];

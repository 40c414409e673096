import { audit } from './audit';
import { baseline } from './baseline';
import type { Command } from './command';
import { fix } from './fix';
import { contentCheck } from './content';
import { labCommands } from './lab';
import { platformCommands } from './platform';
import { rulesExport } from './rules';

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [audit, baseline, fix, rulesExport, ...labCommands, ...platformCommands, contentCheck];

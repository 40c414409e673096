import { audit } from './audit';
import type { Command } from './command';

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [audit];

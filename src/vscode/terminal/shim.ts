import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What the command runs: the editor's own Node on our command line, so that nothing needs to be installed. */
export interface ShimTarget {
  readonly node: string;
  readonly script: string;
}

/** The `sh` script. In single quotes only a single quote is special. */
export function shShim({ node, script }: ShimTarget): string {
  const quoted = [node, script].map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted} "$@"\n`;
}

/** The Windows script. A percent sign in a path would otherwise name a variable. */
export function cmdShim({ node, script }: ShimTarget): string {
  const quoted = [node, script].map(word => `"${word.replaceAll('%', '%%')}"`).join(' ');
  return `@echo off\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n${quoted} %*\r\n`;
}

/** Writes `cpin` and `cpin.cmd` in `folder` and nothing else; again each time, since an update moves both the editor and us. */
export async function writeShims(folder: string, target: ShimTarget): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sh = path.join(folder, 'cpin');
  await Promise.all([writeFile(sh, shShim(target)), writeFile(path.join(folder, 'cpin.cmd'), cmdShim(target))]);
  await chmod(sh, 0o755);
}

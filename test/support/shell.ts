import { Files } from '../../src/core/platform/shell/files';
import { Machine } from '../../src/core/platform/shell/machine';
import type { Setting } from '../../src/core/platform/shell/setting';
import { said } from '../../src/core/platform/view/words/said';
import { treeOf } from './platform';

/** Follows a script on files, as a runner's shell would start it. */
export function followed(script: string, files: Readonly<Record<string, string>> = {}, more: Partial<Setting> = {}) {
  const machine = new Machine({ files: new Files(treeOf(files), '/builds/depot'), variables: new Map([['CI_PROJECT_DIR', '/builds/depot']]), options: ['errexit', 'pipefail'], programs: ([name = '']) => (/^inconnu/.test(name) ? { code: 0, lines: [], reputed: true } : { code: 127, lines: [`/usr/bin/bash: line 1: ${name}: command not found`] }), limit: 3_600_000, ...more });
  const ended = machine.follows(script);
  return { machine, ended, output: machine.lines.filter(({ note }) => !note).map(({ text }) => said('fr', text)).join('\n'), notes: machine.lines.filter(({ note }) => note).map(({ text }) => said('fr', text)) };
}

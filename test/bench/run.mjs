// `npm run bench`: what is fast or small, each number beside a peer measured in the same run. Nothing here passes or fails: it is read.
import fs from 'node:fs';
import path from 'node:path';
import { build } from '../host/support/build.mjs';
import { removeFolder, root, runFolder } from '../host/support/paths.mjs';
import { run } from '../host/support/process.mjs';
import { assessmentRows } from './support/assessment.mjs';
import { auditRows } from './support/audit.mjs';
import { codeRows } from './support/code.mjs';
import { editorRows } from './support/editor.mjs';
import { verdictRows } from './support/verdicts.mjs';
import { pageRows } from './support/pages.mjs';
import { platformRows } from './support/platform.mjs';

/** @typedef {{ what: string, ours: string, peer: string, target: string }} Row */

function sizeRows() {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const partsOf = name => Math.round(fs.readdirSync(path.join(root, 'dist')).filter(file => file.startsWith(`${name}.`) && file !== `${name}.js`).reduce((sum, file) => sum + fs.statSync(path.join(root, 'dist', file)).size, 0) / 1024);
  const kilobytes = file => `${Math.round(fs.statSync(path.join(root, file)).size / 1024)} kB`;
  return [
    { what: 'size of the .vsix', ours: kilobytes(`coach-cpin-${version}.vsix`), peer: '–', target: '< 5 MB before the rendering engines' },
    { what: 'size of extension.js', ours: kilobytes('dist/extension.js'), peer: `its parts, read when needed ${partsOf('extension')} kB, worker.js ${kilobytes('dist/worker.js')}, code.js ${kilobytes('dist/code.js')}`, target: '–' },
  ];
}

/** Prints the rows as a Markdown table. */
function print(rows) {
  const table = [['measure', 'ours', 'peer, same run', 'target'], ['---', '---', '---', '---'], ...rows.map(row => [row.what, row.ours, row.peer, row.target])];
  const widths = table[0].map((_, column) => Math.max(...table.map(line => line[column].length)));
  for (const line of table) console.log(`| ${line.map((cell, column) => (cell === '---' ? '-'.repeat(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`);
}

const folder = runFolder('bench');
try {
  await build('--production');
  await run('npm', ['run', '--silent', 'package'], { cwd: root, quiet: true });
  print([...sizeRows(), ...(await verdictRows()), ...(await assessmentRows(folder)), ...(await auditRows(folder)), ...(await codeRows(folder)), ...(await platformRows(folder)), ...(await editorRows(folder)), ...(await pageRows(folder))]);
} finally {
  removeFolder(folder);
}
process.exit(0);

// `npm start`: VS Code with the extension on a fresh copy of the sample workspace. In your own VS Code if there is one (VSCODE_PATH, or `code`
// or `codium` on PATH), else in your browser. Everything it needs is installed first.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from './setup.mjs';
import { onPath, removeFolder, runFolder } from './support/paths.mjs';
import { exitOf } from './support/process.mjs';

const { values } = parseArgs({ options: { browser: { type: 'boolean' }, 'no-open': { type: 'boolean' }, language: { type: 'string', default: 'fr' } } });

/** A desktop VS Code, unless the browser was asked for. A root user's desktop VS Code refuses to start without more options: the browser serves. */
function desktop() {
  if (values.browser || process.getuid?.() === 0) return undefined;
  return process.env.VSCODE_PATH ?? onPath('code', 'codium');
}

async function main() {
  await setup();
  const { packageExtension } = await import('./package.mjs');
  const { copySample } = await import('./support/sample.mjs');
  console.log('Building and packaging the extension…');
  const vsix = await packageExtension();
  const folder = runFolder('start');
  const workspace = copySample(path.join(folder, 'guichet'));
  const editor = desktop();
  if (editor) await onDesktop(editor, vsix, folder, workspace);
  else await inBrowser(vsix, folder, workspace);
}

/** Extensions and user data of their own, so that trying the product changes nothing in the user's editor. */
async function onDesktop(editor, vsix, folder, workspace) {
  const own = ['--extensions-dir', path.join(folder, 'extensions'), '--user-data-dir', path.join(folder, 'user-data')];
  const installed = await exitOf(editor, [...own, '--install-extension', vsix], { stdio: 'inherit' });
  if (installed.code !== 0) throw new Error(`${editor} could not install the extension: try npm start -- --browser.`);
  spawn(editor, [...own, '--new-window', workspace], { detached: true, stdio: 'ignore' }).unref();
  console.log(`VS Code opens on ${workspace}.`);
}

async function inBrowser(vsix, folder, workspace) {
  const { startServer } = await import('./support/server.mjs');
  const settings = { 'workbench.startupEditor': 'readme', 'workbench.secondarySideBar.defaultVisibility': 'hidden' };
  const server = await startServer({ folder, language: values.language === 'en' ? 'en' : 'fr', extensions: [vsix], settings });
  const url = `${server.url}/?${new URLSearchParams({ folder: workspace })}`;
  console.log(`\n  Coach Cloud π Native: ${url}\n  Ctrl+C stops it. The sample workspace is ${workspace}\n`);
  if (!values['no-open']) openInBrowser(url);
  await new Promise(resolve => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(name => process.once(name, resolve)));
  await server.stop();
  // What the visitor typed is theirs: it stays when it differs from the sample.
  if (!changed(workspace)) removeFolder(folder);
  else console.log(`\nYour work stays in ${workspace}`);
}

function changed(workspace) {
  const opened = fs.statSync(workspace).birthtimeMs;
  return fs.readdirSync(workspace, { recursive: true }).some(name => fs.statSync(path.join(workspace, String(name))).mtimeMs > opened + 5000);
}

/** Opens the page with whatever the system opens pages with; without one, the address printed above is enough. */
function openInBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? undefined : onPath('xdg-open');
  if (opener && (process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) spawn(opener, [url], { detached: true, stdio: 'ignore' }).on('error', () => undefined).unref();
  if (process.platform === 'win32') spawn('cmd', ['/c', 'start', '', url.replace(/&/g, '^&')], { detached: true, stdio: 'ignore' }).on('error', () => undefined).unref();
}

main().catch(error => {
  console.error(error.message);
  process.exit(1);
});

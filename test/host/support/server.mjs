// The VS Code server: started on a free port with fresh folders, awaited, stopped by its process id.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { installHost } from './install.mjs';
import { end, run } from './process.mjs';
import { chosenVersion } from './versions.mjs';

/** Quiet pictures and repeatable tests: no welcome tab, no chat, nothing that asks the network. */
const quietSettings = {
  'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off', 'extensions.ignoreRecommendations': true, 'extensions.autoUpdate': 'off', 'update.mode': 'none', 'git.openRepositoryInParentFolders': 'never',
  'files.autoSave': 'off', 'editor.minimap.enabled': false, 'window.commandCenter': false,
};

/**
 * Starts a VS Code server.
 * @param {object} options
 * @param {string} options.folder a fresh folder for the server's data, the extensions and the user's own data
 * @param {boolean} [options.testDriver] accept a development extension and its tests from the page's address
 * @param {'fr' | 'en'} [options.language] the editor's language, as extensions see it; VS Code's own texts stay English
 * @param {boolean} [options.trust] leave Workspace Trust on, as users have it (default: off, every folder is trusted)
 * @param {string[]} [options.extensions] .vsix files to install first, as a user would
 * @param {Record<string, unknown>} [options.settings] machine settings on top of the quiet ones
 * @param {NodeJS.ProcessEnv} [options.env] on top of ours; extensions inherit it
 * @returns {Promise<{ url: string, port: number, pid: number, settings: (values: Record<string, unknown>) => void, stop: () => Promise<void> }>}
 */
export async function startServer({ folder, testDriver = false, language = 'en', trust = false, extensions = [], settings = {}, env = {} }) {
  const { node, server } = await installHost(chosenVersion());
  const data = path.join(folder, 'server');
  const settingsFile = path.join(data, 'data', 'Machine', 'settings.json');
  const current = { ...quietSettings, ...settings };
  const writeSettings = values => {
    // Renamed into place: VS Code watches the file and would otherwise read it half written.
    fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(Object.assign(current, values), null, 2));
    fs.renameSync(path.join(folder, 'settings.json'), settingsFile);
  };
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  writeSettings({});
  writeLanguagePack(path.join(data, 'data'), language);
  const common = [server, '--server-data-dir', data, '--extensions-dir', path.join(folder, 'extensions'), '--accept-server-license-terms', '--disable-telemetry'];
  for (const file of extensions) await run(node, [...common, '--install-extension', file], { quiet: true });
  const args = [...common, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--locale', language, '--reconnection-grace-time', '5'];
  if (testDriver) args.push('--enable-smoke-test-driver');
  if (!trust) args.push('--disable-workspace-trust');
  // No gallery: nothing here may depend on the network. Its own process group, so that stopping it takes the extension hosts along.
  const child = spawn(node, args, { cwd: folder, env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await listening(child);
  return { url: `http://127.0.0.1:${port}`, port, pid: child.pid, settings: writeSettings, stop: () => end(child) };
}

// An editor is French once it has a language pack. Ours translates nothing: it lets our own manifest appear in French, as it does
// for whoever has Microsoft's pack, which no package registry carries.
function writeLanguagePack(userData, language) {
  if (language === 'en') return;
  const empty = path.join(userData, 'empty-language-pack.json');
  fs.writeFileSync(empty, JSON.stringify({ contents: {} }));
  fs.writeFileSync(path.join(userData, 'languagepacks.json'), JSON.stringify({ [language]: { hash: 'empty', label: language, extensions: [{ extensionIdentifier: { id: `coach-cpin.empty-language-pack-${language}` }, version: '1.0.0' }], translations: { vscode: empty } } }));
}

/** Waits until the server says which port it took; rejects with the end of its output if it ends before. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = text => {
      output = (output + text).slice(-8000);
      const port = /Extension host agent listening on (\d+)/.exec(output);
      if (port) resolve(Number(port[1]));
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The VS Code server ended with ${code} before it answered.\n${output}`)));
  });
}

// Every version of the VS Code host, pinned in one place. code-server's package carries an unmodified VS Code server under lib/vscode.

/**
 * @typedef {object} HostVersion
 * @property {string} vscode what `vscode.version` says
 * @property {string} codeServer the npm version of code-server that carries it
 * @property {string} node the Node that runs it, as published in `node-<platform>-<arch>`
 * @property {string[]} rebuild the native modules whose absence would be noticed
 * @property {Record<string, string>} [replace] dependencies that cannot be fetched from a registry, and what stands in for them
 */

/** @type {Record<'current' | 'minimum', HostVersion>} */
export const hostVersions = {
  current: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0', rebuild: ['@vscode/spdlog', 'node-pty', '@vscode/native-watchdog'] },
  // The oldest VS Code that package.json's `engines` allows. Its watcher is a git dependency; the published one serves as well.
  minimum: { vscode: '1.105.1', codeServer: '4.105.1', node: '22.23.3', rebuild: ['@vscode/spdlog', 'node-pty'], replace: { '@parcel/watcher': '^2.5.1' } },
};

/** The version asked for by COACH_CPIN_VSCODE (`current` or `minimum`), `current` by default. */
export function chosenVersion() {
  const name = process.env.COACH_CPIN_VSCODE ?? 'current';
  const version = hostVersions[name];
  if (!version) throw new Error(`COACH_CPIN_VSCODE is "${name}"; it takes one of: ${Object.keys(hostVersions).join(', ')}.`);
  return version;
}

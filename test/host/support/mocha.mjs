// Runs mocha in this process over built test files, and counts.
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {string[]} folders where the built `*.test.js` lie; those that do not exist hold no test
 * @param {{ grep?: string, timeout?: number, onFailure?: (title: string) => Promise<void> }} [options] timeout in milliseconds;
 *   onFailure looks at what a failed test leaves behind, before its hooks tidy up
 * @returns {Promise<{ passed: number, failed: number }>} a skipped test counts as failed: it proves nothing
 */
export async function runMocha(folders, { grep, timeout = 10_000, onFailure } = {}) {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout, reporter: 'spec', forbidOnly: !grep, forbidPending: true, slow: 500 });
  if (grep) mocha.grep(grep);
  if (onFailure)
    mocha.rootHooks({
      async afterEach() {
        if (this.currentTest?.state === 'failed') await onFailure(this.currentTest.fullTitle());
      },
    });
  for (const folder of folders)
    if (fs.existsSync(folder)) for (const name of fs.readdirSync(folder, { recursive: true }).map(String).sort()) if (name.endsWith('.test.js')) mocha.addFile(path.join(folder, name));
  return new Promise(resolve => {
    const runner = mocha.run(failed => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
}

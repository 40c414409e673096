// Runs mocha in this process over built test files, and counts.
import fs from 'node:fs';
import path from 'node:path';

/** The built test files in a folder, sorted; none if the folder does not exist. */
export function testFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true }).map(String).filter(name => name.endsWith('.test.js')).sort().map(name => path.join(folder, name));
}

/**
 * @param {string[]} files built test files, loaded anew at each run
 * @param {{ grep?: string, timeout?: number, onFailure?: (title: string) => Promise<void> }} [options] timeout in milliseconds;
 *   onFailure looks at what a failed test leaves behind, before its hooks tidy up
 * @returns {Promise<{ passed: number, failed: number }>} a skipped test counts as failed: it proves nothing
 */
export async function runMocha(files, { grep, timeout = 10_000, onFailure } = {}) {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout, reporter: 'spec', forbidOnly: !grep, forbidPending: true, slow: 500 });
  for (const file of files) mocha.addFile(file);
  if (grep) mocha.grep(grep);
  if (onFailure)
    mocha.rootHooks({
      async afterEach() {
        if (this.currentTest?.state === 'failed') await onFailure(this.currentTest.fullTitle());
      },
    });
  return new Promise(resolve => {
    const runner = mocha.run(failed => {
      mocha.dispose();
      resolve({ passed: runner.stats?.passes ?? 0, failed });
    });
  });
}

// Entry point of the host tests: VS Code loads this in the extension host and calls run(). Results go line by line to the runner.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import Mocha from 'mocha';

/** Runs every host test beside this file; resolves when the runner has heard the end, rejects only if the runner cannot be reached. */
export async function run(): Promise<void> {
  const [host, port] = (process.env.COACH_CPIN_RESULTS ?? '').split(':');
  const socket = net.connect(Number(port), host ?? '127.0.0.1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const tell = (event: object) => socket.write(`${JSON.stringify(event)}\n`);
  try {
    await runTests(tell);
  } catch (error) {
    tell({ kind: 'fail', depth: 1, title: 'loading the tests', error: String((error as Error).stack) });
  }
  tell({ kind: 'end' });
  await new Promise<void>(resolve => socket.end(resolve));
}

function runTests(tell: (event: object) => void): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, forbidOnly: !process.env.COACH_CPIN_GREP, reporter: Silent });
  if (process.env.COACH_CPIN_GREP) mocha.grep(process.env.COACH_CPIN_GREP);
  for (const name of fs.readdirSync(__dirname, { recursive: true }).map(String)) if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  return new Promise(resolve => {
    const runner = mocha.run(() => resolve());
    const depth = (suite: Mocha.Suite | undefined): number => (suite?.parent ? 1 + depth(suite.parent) : 0);
    runner.on('suite', suite => suite.title && tell({ kind: 'suite', depth: depth(suite), title: suite.title }));
    runner.on('pass', test => tell({ kind: 'pass', depth: depth(test.parent) + 1, title: test.title, milliseconds: test.duration }));
    runner.on('fail', (test, error: Error) => tell({ kind: 'fail', depth: depth(test.parent) + 1, title: test.title, error: error.stack ?? String(error) }));
    // A skipped test proves nothing, so it does not count as one that passed.
    runner.on('pending', test => tell({ kind: 'fail', depth: depth(test.parent) + 1, title: test.title, error: 'skipped: a test that does not run proves nothing' }));
  });
}

// The run is told by the events below; mocha insists on a reporter, and this one prints nothing.
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

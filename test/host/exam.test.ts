import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { waitFor } from './support/wait';

// The runner gives the tests a home of their own: nobody's exam is touched.
const home = process.env.COACH_CPIN_HOME;
assert.ok(home);
const file = path.join(home, 'exam', 'exam.json');

/** An exam that another window plays, with an hour and a half left. */
function run(): void {
  const items = [{ question: 'practitioner.cct.q01', digest: 1, places: [0, 1, 2], response: [], flagged: false }];
  const clock = { elapsed: 0, wall: Date.now(), mono: 0, run: 'host' };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ version: 1, id: 'host-exam', purpose: 'exam', scope: 'all', owner: 'another window', startedAt: new Date().toISOString(), content: 'host', limit: 5_400_000, clock, items, current: 0, timerHidden: false, phase: 'running', recorded: false }));
}

const pages = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('coachCpin.'));

/** What the user is told while `work` runs. */
async function told(work: () => Thenable<unknown>): Promise<{ readonly result: unknown; readonly said: string[] }> {
  const window = vscode.window as unknown as { showInformationMessage: (message: string, ...rest: unknown[]) => Promise<unknown> };
  const real = window.showInformationMessage;
  const said: string[] = [];
  window.showInformationMessage = message => Promise.resolve(void said.push(message));
  try {
    return { result: await work(), said };
  } finally {
    window.showInformationMessage = real;
  }
}

describe('what teaches, while an exam runs', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(async () => {
    rmSync(file, { force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const closed: readonly [string, unknown][] = [
    ['reader.open', 'lesson:practitioner.cct.lire'], ['rule.open', 'kubernetes/probes-required'], ['quiz.start', 'practitioner.cct'], ['copilot.open', undefined],
    ['copilot.explain', undefined], ['lab.hint', undefined], ['suggest', 'question:practitioner.cct.q02'],
  ];
  for (const [command, argument] of closed) {
    it(`${command} waits for its end, says so and opens nothing`, async () => {
      run();
      const { result, said } = await told(() => vscode.commands.executeCommand(`coachCpin.${command}`, argument));
      assert.equal(result, undefined);
      assert.deepEqual(said, ['Une épreuve est en cours : leçons, copilote, indices et questions d’entraînement attendent la fin.']);
      assert.deepEqual([pages().length, vscode.window.activeTextEditor], [0, undefined]);
    });
  }

  it('is open again once it is over', async () => {
    run();
    rmSync(file);
    const { said } = await told(() => vscode.commands.executeCommand('coachCpin.reader.open', 'lesson:practitioner.cct.lire'));
    assert.deepEqual(said, []);
    await waitFor(vscode.window.tabGroups.onDidChangeTabs, () => pages().length === 1);
  });
});

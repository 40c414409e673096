import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const start = (...target: unknown[]) => vscode.commands.executeCommand<string | undefined>('coachCpin.quiz.start', ...target);
const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('coachCpin.quiz'));
/** The editor tells of its tabs a little after it drew them. */
async function shows(count: number): Promise<void> {
  while (tabs().length !== count) await new Promise<void>(resolve => setTimeout(resolve, 20));
}
const close = () => vscode.window.tabGroups.close(tabs());

describe('questions', () => {
  afterEach(async () => {
    await close();
    await shows(0);
  });

  it('opens one panel on a competence, and comes back to the same session', async () => {
    const session = await start('practitioner.cct');
    assert.ok(session);
    await shows(1);
    assert.equal(await start('practitioner.cct'), session);
    assert.equal(await start(), session);
    await shows(1);
  });

  it('finds its session again once the panel was closed', async () => {
    const session = await start('practitioner.cct');
    await shows(1);
    await close();
    await shows(0);
    assert.equal(await start('practitioner.cct'), session);
  });

  it('takes a module, a tree item that carries a competence, or one question', async () => {
    const sessions = [await start('practitioner'), await start({ id: 'practitioner.devops' }), await start('practitioner.devops.q01')];
    assert.equal(new Set(sessions).size, 3);
    assert.ok(sessions.every(Boolean));
    await shows(1);
  });

  it('refuses what does not exist without a panel or an exception', async () => {
    assert.equal(await start('nulle.part'), undefined);
    assert.equal(tabs().length, 0);
  });
});

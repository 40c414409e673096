import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Titles of our panels in every group, as the tabs show them. */
function readers(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('coachCpin.reader'));
}

/** Waits until the reader shows `title`: its page answers when it is drawn. */
async function shows(title: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!readers().some(tab => tab.label === title)) {
    assert.ok(Date.now() < end, `the reader shows « ${readers().map(tab => tab.label).join(', ')} » and not « ${title} »`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('reader', () => {
  after(() => vscode.window.tabGroups.close(readers()));

  it('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('coachCpin.rule.open', 'kubernetes/probes-required');
    await shows('Au moins une sonde par conteneur');
  });

  it('keeps one panel from page to page', async () => {
    await vscode.commands.executeCommand('coachCpin.reader.open', 'requirement:EXI-ARCH-12');
    await shows('EXI-ARCH-12 — Code et image');
    assert.equal(readers().length, 1);
  });

  it('says so on a page when the reference is unknown', async () => {
    await vscode.commands.executeCommand('coachCpin.reader.open', 'rule:kubernetes/inconnue');
    await shows('Page introuvable');
  });

  it('takes anything for an argument without failing', async () => {
    for (const argument of [{ ref: 1 }, 42, '', '<img>', 'x'.repeat(5000)]) await vscode.commands.executeCommand('coachCpin.reader.open', argument);
    await shows('Page introuvable');
  });

  it('opens again where one was after its tab was closed', async () => {
    await vscode.commands.executeCommand('coachCpin.reader.open', 'term:pod');
    await shows('Pod');
    await vscode.window.tabGroups.close(readers());
    await vscode.commands.executeCommand('coachCpin.reader.open');
    await shows('Pod');
  });
});

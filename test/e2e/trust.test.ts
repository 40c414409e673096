import assert from 'node:assert/strict';
import { Editor } from './support/editor';

describe('a folder that is not trusted', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ trusted: false });
  });
  after(() => editor.close());

  it('is opened in restricted mode, with the extension at work', async () => {
    await editor.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await editor.openFile('Dockerfile');
    await editor.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await editor.screenshot('trust-restricted');
  });

  it('still lets one ask questions', async () => {
    await editor.runCommand('coachCpin.walkthrough.open');
    await editor.page.locator('.getting-started').getByText(/Practitioner/).first().waitFor();
    assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
  });
});

import assert from 'node:assert/strict';
import { Editor } from './support/editor';
import { shown } from './support/manifest';

describe('activity bar', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('shows our four views', async () => {
    await editor.openContainer();
    const headers = editor.page.locator('.sidebar .pane-header h3');
    await headers.nth(3).waitFor();
    assert.deepEqual((await headers.allTextContents()).map(text => text.trim()), [shown('%view.labs%'), shown('%view.audit%'), shown('%view.platform%'), shown('%view.progress%')]);
    await editor.screenshots('activity-bar');
  });
});

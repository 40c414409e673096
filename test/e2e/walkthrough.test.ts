import assert from 'node:assert/strict';
import { Editor } from './support/editor';
import { until } from './support/wait';
import { acquire } from './support/journal';

describe('walkthrough', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
    // Wide enough for the pictures, which a narrow page leaves out.
    await editor.page.setViewportSize({ width: 1600, height: 900 });
    acquire('practitioner.cct', 'rendre-un-deploiement-conforme');
    await editor.runCommand('coachCpin.walkthrough.open');
  });
  after(() => editor.close());

  const step = (id: string) => editor.page.locator(`.getting-started-step[data-step-id$="${id}"]`);
  const ticked = (id: string) => step(id).locator('[role="checkbox"][aria-checked="true"]');

  it('has a step for each competence, ticked by what the journal says', async () => {
    await ticked('cct').waitFor();
    assert.equal(await editor.page.locator('.getting-started-step').count(), 7);
    assert.equal(await ticked('deploiement').count(), 0);
    await editor.screenshots('walkthrough');
  });

  it('draws its picture with the colours of the theme', async () => {
    await step('cct').click();
    await editor.page.locator('.getting-started-media iframe, .getting-started-media svg').first().waitFor();
    await editor.screenshots('walkthrough-cct');
  });

  it('leads to the lesson, and the progress view', async () => {
    await step('cct').getByRole('button', { name: 'Lire la première leçon' }).click();
    // The walkthrough's own picture is a webview as well: the lesson is the one drawn by the reader.
    await until('the lesson', async () => (await editor.webview(/./)).locator('body.reader h1').isVisible());
    await editor.page.keyboard.press('Control+W');
    await step('cct').getByText('vue Progression').click();
    await editor.page.locator('.sidebar .pane-header').filter({ hasText: 'Progression' }).waitFor();
  });
});

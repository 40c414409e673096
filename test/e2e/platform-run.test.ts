import assert from 'node:assert/strict';
import { inspect, inspectQuickly, reflows } from './support/axe';
import type { Editor } from './support/editor';
import { line, openDeployed, platformView, stopAndClose, waiting } from './support/platform';
import { until } from './support/wait';

describe('the run of the simulated platform', () => {
  let editor: Editor;
  before(async () => {
    editor = await openDeployed();
  });
  after(() => stopAndClose(editor));

  it('goes back through its run, moment by moment and at its pace, by keyboard alone', async () => {
    await editor.runCommand('coachCpin.platform.timeline');
    const page = await editor.webview('Chronologie');
    const begun = page.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ });
    await begun.waitFor();
    await inspectQuickly(editor, page, 'platform-timeline');
    await page.getByRole('checkbox', { name: /comme prévu/ }).press('Space');
    await page.getByRole('button', { name: /Started, Pod|Scheduled, Pod/ }).first().waitFor();
    await begun.press('Enter');
    await page.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    await page.getByRole('row', { name: /^Pipeline n° 1 en route : en cours/ }).waitFor();
    await page.getByRole('button', { name: 'Moment suivant' }).press('Enter');
    await page.locator('.moments > li[aria-current] + li:not([aria-current])').first().waitFor();
    await begun.press('ArrowDown');
    assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), await begun.getAttribute('aria-label'));
    await page.getByRole('button', { name: /BackOff, Pod/ }).first().press('Enter');
    await page.getByRole('row', { name: /^Pod .* à voir : ImagePullBackOff/ }).first().waitFor();
    await inspect(editor, page, 'platform-timeline-past');
    await reflows(editor, page, 'platform-timeline-past');
    await page.getByRole('radio', { name: 'aussi vite que possible' }).press('Space');
    await page.getByRole('button', { name: 'Rejouer', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor({ state: 'detached' });
  });

  it('starts again from a moment, and goes faster than the clock', async () => {
    const page = await editor.webview('Chronologie');
    const over = page.getByRole('button', { name: /Pipeline n° 1 de .*\s: (réussi|échoué)/ });
    await over.waitFor();
    await page.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ }).press('Enter');
    await page.getByRole('button', { name: /^Repartir de ce moment/ }).press('Enter');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: /^Repartir de/ }).click();
    await over.waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByRole('radio', { name: '× 10' }).press('Space');
    await until('the pace of the platform', () => page.getByRole('radio', { name: '× 10' }).isChecked());
    await page.getByRole('radio', { name: 'aussi vite que possible' }).press('Space');
    await over.waitFor({ timeout: 40_000 });
    await page.getByText(/, au repos$/).waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('goes on when the window is loaded again, its pages and documents where they were', async () => {
    await editor.runCommand('coachCpin.platform.log');
    await editor.pick('tester');
    await line(editor, /Running\swith\sgitlab-runner/).waitFor();
    // A tab in italics would give its place to the next one.
    await editor.runCommand('View: Keep Editor');
    await editor.runCommand('coachCpin.platform.map');
    await editor.webview('Carte');
    await editor.runCommand('coachCpin.platform.why');
    await editor.webview('Pourquoi ?');
    await editor.runCommand('coachCpin.platform.timeline');
    const before = await editor.webview('Chronologie');
    await before.getByRole('checkbox', { name: /comme prévu/ }).press('Space');
    await before.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ }).press('Enter');
    await before.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    await editor.reload();
    const timeline = await editor.webview('Chronologie');
    await timeline.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    assert.ok(await timeline.getByRole('checkbox', { name: /comme prévu/ }).isChecked());
    const tab = (name: string | RegExp) => editor.page.locator('.tab').filter({ hasText: name }).click();
    await tab('Carte');
    await (await editor.webview('Carte')).getByRole('row', { name: /^Ingress .*Service guichet/ }).waitFor();
    await tab('Pourquoi ?');
    await (await editor.webview('Pourquoi ?')).getByRole('heading', { level: 2, name: /n’obtient pas son image/ }).waitFor();
    await tab(/^tester-\d+\.log/);
    await line(editor, /Running\swith\sgitlab-runner/).waitFor();
    const pane = await platformView(editor);
    await waiting(pane).waitFor({ timeout: 40_000 });
  });

  it('says what to do when a page or a document comes back and the platform has gone, and goes on once it runs', async () => {
    await editor.runCommand('coachCpin.platform.stop');
    await editor.reload();
    await line(editor, /est\sarrêtée,\set\sce\squ’elle\scontient\sest\sgardé/).waitFor();
    await editor.page.locator('.tab').filter({ hasText: 'Carte' }).click();
    const page = await editor.webview('Carte');
    await page.getByText('Démarrez-la pour continuer').waitFor();
    await inspectQuickly(editor, page, 'platform-absent');
    await page.getByRole('button', { name: 'Démarrer' }).press('Enter');
    await page.getByRole('row', { name: /^Ingress .*Service guichet/ }).waitFor({ timeout: 40_000 });
    await editor.runCommand('View: Close All Editors');
  });
});

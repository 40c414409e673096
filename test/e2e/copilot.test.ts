import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { fakeModelServer, type FakeModelServer } from '../support/fakeModelServer';
import { inspect, inspectQuickly } from './support/axe';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

const hostile = [
  '## Titre\n\nLe conteneur ', 'n’a pas de **limites** [rule:kubernetes/resources-required], voir [rule:invente/regle].\n\n',
  '<img src=x onerror=alert(1)><script>alert(2)</script>\n\n![image](https://espion.exemple.fr/x.png)\n\n', '[cliquez](command:workbench.action.closeAllEditors) [ou ici](https://espion.exemple.fr)\n\n```yaml\nlimits: { cpu: 500m }\n```\n',
];

describe('copilot', () => {
  let editor: Editor;
  let server: FakeModelServer;
  before(async () => {
    server = await fakeModelServer({ kind: 'answer', pieces: hostile });
    editor = await Editor.open();
  });
  after(async () => {
    session().server.settings({ 'coachCpin.copilot.baseUrl': '', 'coachCpin.copilot.model': '' });
    await editor.close();
    await server.stop();
  });

  const page = () => editor.webview('Copilote');
  const box = (frame: Frame) => frame.getByLabel('Votre question', { exact: true });
  const ask = async (text: string) => {
    const frame = await page();
    await box(frame).fill(text);
    await box(frame).press('Enter');
    await frame.getByRole('heading', { level: 2, name: text }).waitFor();
    return frame;
  };
  /** Looks at the page in each theme, and keeps a picture of it. */
  const look = async (name: string) => inspect(editor, await page(), name);

  it('explains a finding from the light bulb, by keyboard, without network', async () => {
    const text = await editor.openFile('deployment.yaml');
    await editor.page.locator('.squiggly-error').first().waitFor();
    await text.click();
    await editor.page.keyboard.press('Control+Home');
    await editor.page.keyboard.press('F8');
    await editor.page.locator('.marker-widget, .peekview-widget').first().waitFor();
    await editor.page.keyboard.press('Escape');
    const explain = await editor.quickFix(/Expliquer avec le copilote/);
    while (!(await explain.getAttribute('class'))?.includes('focused')) await editor.page.keyboard.press('ArrowDown');
    await editor.page.keyboard.press('Enter');
    const frame = await page();
    await frame.getByRole('heading', { level: 3, name: 'Ce qui a été trouvé' }).waitFor();
    const headings = await frame.locator('article h3').allTextContents();
    assert.equal(headings.length, 5);
    assert.equal(await frame.evaluate(() => document.activeElement?.tagName), 'H2');
    await look('copilot-finding');
  });

  it('opens its citations in the reader', async () => {
    const frame = await page();
    const citation = frame.locator('.citations a').first();
    const title = (await citation.textContent()) ?? '';
    await citation.focus();
    await editor.page.keyboard.press('Enter');
    const reader = await editor.webview(title);
    await reader.getByRole('heading', { level: 1, name: title }).waitFor();
    await editor.runCommand('coachCpin.copilot.open');
  });

  it('answers a question from our sources, and says when they hold nothing', async () => {
    const frame = await ask('À quoi sert une sonde readiness ?');
    assert.ok((await frame.locator('article').last().locator('.citations a').count()) > 0);
    assert.equal(await box(frame).inputValue(), '');
    await ask('Quelle est la recette de la tarte aux pommes ?');
    await frame.locator('article').last().getByText(/ne disent rien là-dessus/).waitFor();
    await look('copilot-question');
  });

  it('loses neither what is being typed nor the conversation when the window reloads', async () => {
    await box(await page()).fill('Une question à moitié');
    // By its command, as a learner does: VS Code writes its state first, where a page torn away may lose the last seconds.
    const loaded = editor.page.waitForEvent('load');
    await editor.runCommand('Developer: Reload Window');
    await loaded;
    const frame = await page();
    await frame.getByRole('heading', { level: 2, name: /tarte aux pommes/ }).waitFor();
    assert.equal(await box(frame).inputValue(), 'Une question à moitié');
    await box(frame).fill('');
  });

  it('shows exactly what would leave for a model, and sends nothing before a click', async () => {
    session().server.settings({ 'coachCpin.copilot.baseUrl': server.baseUrl, 'coachCpin.copilot.model': 'petit' });
    const secret = 'glpat' + '-Zx9aQw3eRt5yUi8oPk2L';
    const frame = await ask(`Mon jeton est ${secret} : pourquoi des limites de mémoire ?`);
    const button = frame.locator('article').last().getByRole('button', { name: new RegExp(`modèle petit sur ${server.origin}`) });
    await button.click();
    await frame.getByRole('heading', { name: 'Ce qui va partir' }).waitFor();
    assert.equal(await frame.locator('.outgoing mark').first().textContent(), '⟦masqué:jeton-gitlab⟧');
    await look('copilot-preview');
    await frame.getByRole('button', { name: 'Annuler' }).press('Enter');
    assert.equal(server.received.length, 0);
    await button.press('Enter');
    await frame.getByRole('heading', { name: 'Ce qui va partir' }).waitFor();
    const shown = await frame.locator('.outgoing').allTextContents();
    await frame.getByRole('button', { name: 'Envoyer' }).press('Enter');
    await frame.getByRole('heading', { name: /Réponse du modèle petit/ }).waitFor();
    await until('the question at the server', () => server.received.length === 1);
    const sent = JSON.parse(server.received[0]?.body ?? '{}') as { messages: { content: string }[] };
    assert.deepEqual(sent.messages.map(message => message.content), shown);
    assert.ok(!server.received[0]?.body.includes(secret));
  });

  it('renders a hostile answer as data', async () => {
    const frame = await page();
    const answer = frame.locator('.model').last();
    await answer.locator('pre').waitFor();
    assert.equal(await answer.locator('img, script, a[href^="command:"], a[href^="http"]').count(), 0);
    assert.deepEqual(await answer.locator('a[data-link]').evaluateAll(links => links.map(link => link.getAttribute('data-link'))), ['coach:rule:kubernetes/resources-required']);
    assert.equal(await answer.locator('del.unresolved').textContent(), 'rule:invente/regle');
    await look('copilot-model');
  });

  it('stops an answer when asked, and keeps what had come', async () => {
    server.behave({ kind: 'answer', pieces: Array.from({ length: 2000 }, () => 'encore '), every: 20 });
    const frame = await ask('Et les demandes de mémoire ?');
    await frame.locator('article').last().getByRole('button', { name: /modèle petit/ }).click();
    await frame.getByRole('button', { name: 'Envoyer' }).click();
    await frame.locator('.model').last().getByText('encore').first().waitFor();
    await inspectQuickly(editor, frame, 'an answer that is coming');
    await frame.getByRole('button', { name: 'Arrêter' }).click();
    await frame.locator('.model').last().locator('p', { hasText: 'Réponse arrêtée.' }).waitFor();
    await inspectQuickly(editor, frame, 'an answer that was stopped');
    assert.match((await frame.locator('.model').last().locator('.markdown').textContent()) ?? '', /encore/);
  });

  it('says in French why a server failed', async () => {
    server.behave({ kind: 'status', status: 401 });
    const frame = await ask('Et la mémoire encore ?');
    await frame.locator('article').last().getByRole('button', { name: /modèle petit/ }).click();
    await frame.getByRole('button', { name: 'Envoyer' }).click();
    await frame.locator('.model').last().locator('.notice').getByText(/refuse la clé \(401\)/).waitFor();
    await inspectQuickly(editor, frame, 'a server that refused');
  });

  it('has nothing wider than a narrow page', async () => {
    await editor.page.setViewportSize({ width: 640, height: 800 });
    const [content, width] = await (await page()).evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok((content ?? 0) <= (width ?? 0), `${content} px in ${width}`);
  });
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { findPlatform, type PlatformClient } from '../../../src/node/platform/client';
import { commitSample } from '../../support/sample-repository';
import { Editor } from './editor';
import { session } from './session';
import { until } from './wait';

/** The platform's view, with the others folded: a short one shows its first lines alone. */
export async function platformView(editor: Editor): Promise<Locator> {
  const pane = await editor.view('Plateforme');
  for (const name of ['Travaux pratiques', 'Audit CCT', 'Progression']) {
    const header = editor.page.locator('.pane-header').filter({ hasText: new RegExp(name, 'i') });
    // At its left end: its buttons are in the middle.
    await until(`${name} folded`, async () => {
      if ((await header.getAttribute('aria-expanded')) !== 'false') await header.click({ position: { x: 20, y: 10 } });
      return header.and(editor.page.locator('[aria-expanded="false"]')).waitFor({ timeout: 2000 }).then(() => true);
    });
  }
  return pane;
}

/** A line of the document that is shown: its spaces may be of any kind. */
export const line = (editor: Editor, text: RegExp) => editor.page.locator('.view-line').filter({ hasText: text }).first();

/** The folder of what the platform of this window keeps. */
export function stateFolder(): string {
  const { home } = session();
  const [state = ''] = readdirSync(path.join(home, 'platforms'));
  return path.join(home, 'platforms', state);
}

/** The platform that the editor started. */
export async function running(): Promise<PlatformClient> {
  return (await findPlatform(stateFolder())) ?? assert.fail('no platform runs');
}

/** A window on the sample repository, all committed; no real cluster is beside the platform. */
export async function openOnCommits(): Promise<Editor> {
  const editor = await Editor.open({ settings: { 'coachCpin.platform.kubeconfig': '' } });
  commitSample(editor.workspace);
  return editor;
}

/** Deploys in development, from the button of the view, and waits for the pods that have no image. */
export async function deploy(editor: Editor): Promise<void> {
  const pane = await platformView(editor);
  await pane.locator('.monaco-button').filter({ hasText: /Déployer/ }).click();
  await editor.pick('dev');
  await waiting(pane).waitFor({ timeout: 40_000 });
  await editor.runCommand('Notifications: Clear All Notifications');
}

/** A pod without its image, in the view. */
export const waiting = (pane: Locator) => pane.locator('.monaco-list-row').filter({ hasText: /ImagePullBackOff/ }).first();

/** A window whose platform runs the sample. */
export async function openDeployed(): Promise<Editor> {
  const editor = await openOnCommits();
  await editor.runCommand('coachCpin.platform.start');
  await (await platformView(editor)).getByText('rien n’y est encore déployé').waitFor({ timeout: 40_000 });
  await deploy(editor);
  return editor;
}

/** Stops the platform, as its view then says, and closes the window. */
export async function stopAndClose(editor: Editor): Promise<void> {
  await editor.runCommand('coachCpin.platform.stop');
  await (await platformView(editor)).getByText('rejoue, hors ligne').waitFor();
  await editor.close();
}

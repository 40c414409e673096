import fs from 'node:fs';
import path from 'node:path';
import type { ElementHandle, Frame, Locator, Page } from 'playwright-core';
import { paletteTitle } from './manifest';
import { session, type Server } from './session';
import { until } from './wait';

/** The four themes every surface is looked at in, by the name of the pictures' folder. */
export const themes = { light: 'Light Modern', dark: 'Dark Modern', 'hc-dark': 'Default High Contrast', 'hc-light': 'Default High Contrast Light' } as const;
export type Theme = keyof typeof themes;
const backgrounds: Record<Theme, string> = { light: '.vs', dark: '.vs-dark', 'hc-dark': '.hc-black', 'hc-light': '.hc-light' };

/** VS Code in a browser page, on a fresh copy of the sample workspace and with an empty journal. */
export class Editor {
  private theme: Theme = 'light';

  private constructor(
    readonly page: Page,
    private readonly server: Server,
    /** Absolute path of the opened folder. */
    readonly workspace: string,
    /** What the page's address says to open. */
    private readonly opened: Readonly<Record<string, string>>,
  ) {}

  /**
   * Opens VS Code and waits until its workbench answers. `settings` are machine settings, kept until the next editor opens.
   * A folder that is not `trusted` opens in VS Code's restricted mode; folders named in `beside` are opened with the sample in one window;
   * an `empty` window has no folder at all.
   */
  static async open({ settings = {}, trusted = true, beside = [], empty = false }: { settings?: Record<string, unknown>; trusted?: boolean; beside?: readonly string[]; empty?: boolean } = {}): Promise<Editor> {
    const { folder, home, browser, copySample, server: trusting, doubting } = session();
    const server = trusted ? trusting : await doubting();
    fs.rmSync(home, { recursive: true, force: true });
    server.settings({ 'workbench.colorTheme': themes.light, ...settings });
    const workspace = copySample(path.join(fs.mkdtempSync(path.join(folder, 'file-')), 'echeances'));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
    const editor = new Editor(await context.newPage(), server, workspace, empty ? { ew: 'true' } : beside.length > 0 ? { workspace: workspaceFile(workspace, beside) } : { folder: workspace });
    await editor.load();
    return editor;
  }

  private async load(): Promise<void> {
    const ready = this.page.locator('.monaco-workbench').locator('ew' in this.opened ? '.activitybar' : '.explorer-folders-view .monaco-list-row').first();
    // In a browser, VS Code now and then reads a workspace file before its server answers, and shows no folder: it is opened again.
    await until('the workbench', async () => {
      await this.page.goto(`${this.server.url}/?${new URLSearchParams(this.opened)}`);
      return ready.waitFor({ timeout: 20_000 }).then(() => true);
    }, 58_000);
  }

  /**
   * Reloads the window by the editor's own command, which keeps which tabs are open before it goes. A page that is just left may lose them: a browser
   * does not wait for what the editor still has to store.
   */
  async reload(): Promise<void> {
    await this.page.evaluate(() => document.body.setAttribute('data-left', ''));
    await this.runCommand('Developer: Reload Window');
    await until('the window again', async () => (await this.page.locator('body[data-left]').count()) === 0 && this.page.locator('.monaco-workbench .activitybar').isVisible(), 40_000);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Runs one of our commands by its id (`coachCpin.quiz.start`) or any other by its title, from the command palette. */
  async runCommand(idOrTitle: string): Promise<void> {
    const title = paletteTitle(idOrTitle);
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.getByText(title, { exact: true }) }).first();
    // The extension's commands appear a moment after the workbench does, and the palette lists those there were when it opened.
    await until(`the command ${title}`, async () => {
      await (await this.openQuickInput()).fill(`>${title}`);
      return row.waitFor({ timeout: 2000 }).then(() => true, () => this.page.keyboard.press('Escape').then(() => false));
    }, 40_000);
    await row.click();
    await this.restPointer();
  }

  /** Opens the box at the top of the window. F1 works wherever the focus is, even in a webview; what is typed decides what is searched. */
  private async openQuickInput(): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input.input');
    await until('the command palette', async () => {
      await this.page.keyboard.press('F1');
      return input.waitFor({ timeout: 2000 }).then(() => true);
    });
    return input;
  }

  /** Types `text` into the box that is open at the top of the window (file name, quick pick…) and accepts the first entry. */
  async pick(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await input.press('Enter');
  }

  /** Types `text` into the box that asks for it, or that lists it among others, and accepts: the next one may come in its place. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await until(`a box that takes ${text}`, async () => (await input.isVisible()) && (await input.inputValue()) === '');
    await input.fill(text);
    await input.press('Enter');
    await until(`${text} taken`, async () => !(await input.isVisible()) || (await input.inputValue()) !== text);
  }

  /** Opens a file of the workspace, given by its path from the root, and waits for its text. */
  async openFile(name: string): Promise<Locator> {
    const input = await this.openQuickInput();
    await input.fill(name);
    // The list lags behind what is typed: only a row that bears the file's name is taken.
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: path.basename(name) }).first().waitFor();
    await input.press('Enter');
    const tab = this.page.locator('.tab.active').filter({ hasText: path.basename(name) });
    await tab.waitFor();
    const text = this.page.locator('.editor-instance .view-lines').first();
    await text.waitFor();
    return text;
  }

  /** Opens the menu of quick fixes at the cursor, by keyboard, and waits for the row that says `text`. On a busy machine the menu can open before its actions are known: it is asked again. */
  async quickFix(text: RegExp): Promise<Locator> {
    const row = this.page.locator('.action-widget .monaco-list-row').filter({ hasText: text }).first();
    return until(`a quick fix ${String(text)}`, async () => {
      if (await row.isVisible()) return row;
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
      return row.waitFor({ timeout: 3000 }).then(() => row);
    }, 40_000);
  }

  /** The document inside a webview, once it shows: a Playwright frame, where locators work as in any page. */
  async webview(title: string | RegExp): Promise<Frame> {
    const matches = (found: string) => (typeof title === 'string' ? found === title : title.test(found));
    return until(`a webview titled ${String(title)}`, async () => {
      for (const frame of this.page.frames()) {
        if (!frame.parentFrame()?.parentFrame()) continue;
        // A frame may go while it is looked at: the others are still there to see.
        const shows = async (element: ElementHandle) => (await element.getAttribute('id')) === 'active-frame' && matches((await element.getAttribute('title')) ?? '') && (await element.isVisible());
        if (await frame.frameElement().then(shows).catch(() => false)) return frame;
      }
      return undefined;
    }, 20_000);
  }

  /** The text of the notification that contains `text`. */
  async notification(text: string | RegExp): Promise<Locator> {
    const found = this.page.locator('.notification-list-item, .notification-toast').filter({ hasText: text }).first();
    await found.waitFor();
    return found;
  }

  /** The rows of a view of ours in the side bar, which is opened first. */
  async view(name: string): Promise<Locator> {
    await this.openContainer();
    const pane = this.page.locator('.pane').filter({ has: this.page.locator('.pane-header').filter({ hasText: name }) });
    await pane.waitFor();
    return pane;
  }

  /** Shows our views in the side bar. */
  async openContainer(): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: /^Coach Cloud/ });
    const title = this.page.locator('.sidebar .composite.title').filter({ hasText: /coach cloud/i });
    // A click on what is shown already would hide it, and after a reload the editor shows it a moment later than its button.
    await until('our views', async () => {
      if (await title.isVisible()) return true;
      await tab.click({ timeout: 20_000 });
      return title.waitFor({ timeout: 3000 }).then(() => true);
    }, 40_000);
    await this.restPointer();
  }

  /** Moves the pointer where nothing answers to it: hovers of what was clicked do not belong in pictures. */
  private async restPointer(): Promise<void> {
    await this.page.mouse.move(400, 2);
  }

  /** Changes the colour theme, as the user's settings would, and waits until it is applied. */
  async setTheme(theme: Theme): Promise<void> {
    await until(`the theme ${theme}`, () => {
      // Written again until it is seen: a file watcher may miss a change that comes right after another.
      this.server.settings({ 'workbench.colorTheme': themes[theme] });
      return this.page.locator(`.monaco-workbench${backgrounds[theme]}`).waitFor({ timeout: 2000 }).then(() => true);
    });
    this.theme = theme;
  }

  /** Writes a picture of the window to <pictures>/<theme>/<name>.png. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(session().pictures, this.theme, `${name}.png`), animations: 'disabled', caret: 'hide' });
  }

  /** One picture in each theme; the light one is back afterwards. */
  async screenshots(name: string): Promise<void> {
    for (const theme of ['dark', 'hc-dark', 'hc-light', 'light'] as const) {
      await this.setTheme(theme);
      await this.screenshot(name);
    }
  }
}

/** A `.code-workspace` file for a folder and empty ones made beside it. */
function workspaceFile(folder: string, beside: readonly string[]): string {
  const parent = path.dirname(folder);
  for (const name of beside) fs.mkdirSync(path.join(parent, name));
  const file = path.join(parent, 'several.code-workspace');
  fs.writeFileSync(file, JSON.stringify({ folders: [folder, ...beside.map(name => path.join(parent, name))].map(each => ({ path: each })) }));
  return file;
}

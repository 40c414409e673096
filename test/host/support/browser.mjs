// The browser that shows the workbench: the machine's Chromium, driven by playwright-core.
import { onPath } from './paths.mjs';

// No sandbox because tests often run as root; the rest keeps the browser from asking the network for anything.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** Where Chromium lies: CHROME_PATH, else the first known name on PATH; undefined when there is none. */
export function chromiumPath() {
  return process.env.CHROME_PATH ?? onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome');
}

/**
 * Starts Chromium without a window (with one if COACH_CPIN_HEADED is set, to watch a test).
 * @returns {Promise<import('playwright-core').Browser>} rejects with what to install when there is no Chromium
 */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('No Chromium was found: install the package `chromium`, or give the path of a Chrome in CHROME_PATH.');
  return chromium.launch({ executablePath, args: flags, headless: !process.env.COACH_CPIN_HEADED });
}

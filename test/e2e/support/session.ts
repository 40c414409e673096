import type { Browser } from 'playwright-core';

/** What test/e2e/run.mjs has started for all the test files. */
export interface Session {
  /** The repository's root. */
  readonly root: string;
  /** A folder of this run, thrown away at its end. */
  readonly folder: string;
  /** Where the extension keeps what the learner did; empty when an editor opens. */
  readonly home: string;
  readonly server: { readonly url: string; readonly settings: (values: Record<string, unknown>) => void };
  readonly browser: Browser;
  /** Copies the sample workspace to a folder that must not exist yet, and answers it. */
  readonly copySample: (folder: string) => string;
  /** The packaged extension, as installed. */
  readonly vsix: string;
  /** Where screenshots go. */
  readonly pictures: string;
}

/** The session of this run; these tests only make sense under `npm run e2e`. */
export function session(): Session {
  const found = (globalThis as { coachSession?: Session }).coachSession;
  if (!found) throw new Error('Run the end-to-end tests with `npm run e2e`.');
  return found;
}

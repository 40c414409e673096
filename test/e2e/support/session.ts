import type { Browser } from 'playwright-core';

/** A running VS Code: where it answers, and how its machine settings change. */
export interface Server {
  readonly url: string;
  readonly settings: (values: Record<string, unknown>) => void;
}

/** What test/e2e/run.mjs has started for all the test files. */
export interface Session {
  /** The repository's root. */
  readonly root: string;
  /** A folder of this run, thrown away at its end. */
  readonly folder: string;
  /** Where the extension keeps what the learner did; empty when an editor opens. */
  readonly home: string;
  /** A VS Code that trusts every folder. */
  readonly server: Server;
  /** A VS Code that trusts no folder; started when first asked for. */
  readonly doubting: () => Promise<Server>;
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

import { open, readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ExamState } from '../core/assessment/exam';
import { instant } from './instant';
import { makeFolder } from './make-folder';

/** Where exams wait between two messages: one file a purpose, on disk before an answer is acknowledged, the same for every window. */
export interface ExamStore {
  /** The exam of this purpose, running or finished; undefined when there is none. Rejects with a French sentence, once, when it cannot be read: it is then set aside. */
  load(purpose: ExamState['purpose']): Promise<ExamState | undefined>;
  /** Resolves once a power cut would find this state. */
  save(state: ExamState): Promise<void>;
  /** Whether an exam or a placement is under way, its time not over: what must wait for its end asks first. Never rejects. */
  running(): Promise<boolean>;
  erase(): Promise<void>;
}

/** Exams kept in `folder`, which need not exist. A file is replaced whole, so that a process killed in the middle leaves the one before. */
export function examsIn(folder: string): ExamStore {
  let queue: Promise<unknown> = Promise.resolve();
  const file = (purpose: ExamState['purpose']) => path.join(folder, `${purpose}.json`);
  const write = async (state: ExamState) => {
    await makeFolder(folder, 0o700);
    const next = path.join(folder, `${state.purpose}.${process.pid}.tmp`);
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file(state.purpose));
  };
  return {
    load: async purpose => {
      const text = await readFile(file(purpose), 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      const state = await parse(text);
      if (state) return state;
      const aside = `${file(purpose)}.illisible`;
      await rename(file(purpose), aside);
      throw new Error(`L’épreuve enregistrée ne peut pas être relue : le fichier est abîmé, ou une version plus récente de l’extension l’a écrit. Il est gardé dans « ${aside} » ; vous pouvez en commencer une autre.`);
    },
    // One after the other, so that an older state never has the last word.
    save: state => {
      const written = queue.then(() => write(state)).catch((error: unknown) => {
        throw new Error(`Votre épreuve n’a pas pu être enregistrée dans « ${folder} » (${error instanceof Error ? error.message : String(error)}). Ce que vous répondez reste à l’écran : libérez de la place ou rendez le dossier accessible, puis répondez encore.`);
      });
      queue = written.catch(() => undefined);
      return written;
    },
    running: async () => {
      for (const purpose of ['exam', 'placement'] as const) {
        const text = await readFile(file(purpose), 'utf8').catch(() => undefined);
        const state = text === undefined ? undefined : await parse(text);
        if (state && (await inTime(state))) return true;
      }
      return false;
    },
    erase: async () => {
      for (const name of await readdir(folder).catch(() => [])) await rm(path.join(folder, name), { force: true });
    },
  };
}

async function inTime(state: ExamState): Promise<boolean> {
  const { advance } = await import('../core/assessment/clock');
  return state.phase === 'running' && (state.limit === null || advance(state.clock, instant()).elapsed < state.limit);
}

/** The schema is loaded with the first exam there is. */
async function parse(text: string): Promise<ExamState | undefined> {
  const { examState } = await import('../core/assessment/exam');
  try {
    return examState.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

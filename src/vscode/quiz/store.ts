import type * as vscode from 'vscode';
import { practiceState, type PracticeState } from '../../core/assessment/practice';

const prefix = 'coachCpin.quiz.';

/** The practice sessions of this user on this machine, kept by the editor. What cannot be read (another version wrote it) is as if absent: the journal has the answers. */
export class SessionStore {
  constructor(private readonly memento: vscode.Memento) {}

  get(id: string): PracticeState | undefined {
    const parsed = practiceState.safeParse(this.memento.get(prefix + id));
    return parsed.success ? parsed.data : undefined;
  }

  /** Sessions not finished yet, the latest started first. */
  running(): PracticeState[] {
    return this.all().filter(state => state.phase !== 'finished').toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  /** Resolves once the editor has taken the state over: a reload from then on finds it. */
  async save(state: PracticeState): Promise<void> {
    await this.memento.update(prefix + state.id, state);
  }

  /** Forgets the finished sessions, `keep` excepted: their answers are in the journal. */
  async prune(keep: string): Promise<void> {
    for (const state of this.all()) if (state.phase === 'finished' && state.id !== keep) await this.memento.update(prefix + state.id, undefined);
  }

  private all(): PracticeState[] {
    return this.memento.keys().filter(key => key.startsWith(prefix)).flatMap(key => this.get(key.slice(prefix.length)) ?? []);
  }
}

import { watch, type FSWatcher } from 'node:fs';
import * as vscode from 'vscode';
import type { JournalStore } from '../../node/journal';
import type { ObservableJournal } from './context';

/** The journal with a change event: for what this window adds and, once someone has read it, for what a terminal or another window adds. */
export function observe(store: JournalStore): ObservableJournal & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const others = new OtherProcesses(store.folder, () => changed.fire());
  const telling = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } finally {
      // Even when the disk refused: the event is kept in memory, and counts.
      others.start();
      changed.fire();
    }
  };
  return {
    ...store,
    onDidChange: changed.event,
    read: () => {
      others.start();
      return store.read();
    },
    append: telling(store.append),
    merge: telling(store.merge),
    erase: telling(store.erase),
    dispose: () => {
      others.dispose();
      changed.dispose();
    },
  };
}

/** Notices that the journal's folder changed under us. Where it cannot be watched (missing yet, too many watches), coming back to the window is the moment to look. */
class OtherProcesses {
  private watcher: FSWatcher | undefined;
  private focus: vscode.Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly folder: string, private readonly notify: () => void) {}

  start(): void {
    this.focus ??= vscode.window.onDidChangeWindowState(state => {
      if (state.focused && !this.watcher) {
        this.start();
        this.notify();
      }
    });
    if (this.watcher) return;
    try {
      this.watcher = watch(this.folder, { persistent: false }, () => this.later());
      this.watcher.on('error', () => this.stopWatching());
    } catch {
      this.watcher = undefined;
    }
  }

  /** Several writes in a row ask for one reading. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.notify, 200);
  }

  private stopWatching(): void {
    this.watcher?.close();
    this.watcher = undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.focus?.dispose();
    this.stopWatching();
  }
}

import type * as vscode from 'vscode';
import type { AnalysisPort, DescriptionPort } from '../../core/analysis/port';
import type { ContentPort } from '../../core/curriculum/catalog';
import type { ExamStore } from '../../node/exam-store';
import type { JournalStore } from '../../node/journal';
import type { Audits } from './audits';
import type { Strings } from '../../protocol/strings';

/** What every surface receives from the composition root. Everything here is lazy: building it reads no disk and starts no process. */
export interface Coach {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly content: ContentPort;
  readonly journal: ObservableJournal;
  /** The exam and the placement under way, or the last ones. */
  readonly exams: ExamStore;
  /** The analysis thread: started by the first question, ended when idle. */
  readonly analysis: AnalysisPort & DescriptionPort;
  /** The reports on the folders of this window; each audit has a thread of its own. */
  readonly audits: Audits;
  /** Interface strings in the language in force now. */
  strings(): Strings;
}

/** The journal, telling surfaces when something was added so that views and context keys follow. */
export interface ObservableJournal extends JournalStore {
  readonly onDidChange: vscode.Event<void>;
}

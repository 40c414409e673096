import * as vscode from 'vscode';
import type { PlatformClient } from '../../node/platform/client';
import type { KubeReader } from '../../node/platform/kube';
import { format } from '../../protocol/format';
import { platformScheme } from '../kit/ids';
import type { Surface } from './actions';
import { LiveText } from './live-text';
import type { PlatformSession } from './session';
import { originOf, shownBy, type Origin, type Shown } from './shown';

/** How long pieces of a log are gathered, in milliseconds: at first, so that a log is not seen to shrink and grow when it is opened; then, so that a flood of lines is a few changes. */
const gathering = { first: 250, next: 50 };

/** Whether a document is a log that goes on: of a job, or of a container that lives. */
const goesOn = (shown: Shown) => shown.kind === 'job' || (shown.kind === 'pod' && !shown.previous);

/** The logs that tabs show, followed as long as they do: they grow, and those who look at their end go on seeing it. */
export class LiveLogs implements vscode.Disposable {
  private readonly logs = new Map<string, LiveLog>();
  private readonly grown = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;
  /** Tells of a log that says more. */
  readonly onDidGrow = this.grown.event;

  constructor(private readonly surface: Surface, private readonly cluster: Origin) {
    this.subscriptions = vscode.Disposable.from(
      this.grown,
      vscode.window.tabGroups.onDidChangeTabs(() => void this.look()),
      surface.platforms.onDidChange(() => void this.look()),
      vscode.workspace.onDidChangeTextDocument(change => change.document.uri.scheme === platformScheme && showEnd(change)),
    );
    void this.look();
  }

  /** What a log says, if it is followed and has begun. */
  textOf(uri: vscode.Uri): string | undefined {
    return this.logs.get(uri.toString())?.said;
  }

  /** Whether a document is being followed, and tells by itself that it grows. */
  has(uri: vscode.Uri): boolean {
    return this.logs.has(uri.toString());
  }

  dispose(): void {
    vscode.Disposable.from(this.subscriptions, ...this.logs.values()).dispose();
    this.logs.clear();
  }

  /** Follows what tabs show, and no more. */
  private async look(): Promise<void> {
    const sessions = await this.surface.platforms.all();
    const uris = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).flatMap(({ input }) => (input instanceof vscode.TabInputText && input.uri.scheme === platformScheme ? [input.uri] : []));
    const open = new Set(uris.map(String));
    for (const [key, log] of this.logs) {
      if (open.has(key)) continue;
      log.dispose();
      this.logs.delete(key);
    }
    for (const uri of uris) {
      const address = shownBy(uri);
      if (!address || !goesOn(address.shown)) continue;
      const log = this.logs.get(uri.toString()) ?? new LiveLog(address.shown, () => this.surface.coach.strings().platformView, () => this.grown.fire(uri));
      this.logs.set(uri.toString(), log);
      log.follow(address.folder === this.cluster.address ? sourceOfCluster(this.cluster) : sourceOf(sessions.find(one => one.folder.uri.toString() === address.folder)));
    }
  }
}

type Words = ReturnType<Surface['coach']['strings']>['platformView'];

/** What logs are read from: a platform, as long as one process runs it, or a real cluster. */
interface Source {
  /** Another one when the platform has started again. */
  readonly id: number | string;
  api(): Promise<KubeReader>;
  followJob?: PlatformClient['followJob'];
  /** Whether it still answers. */
  lives(): Promise<boolean>;
}

function sourceOf(session: PlatformSession | undefined): Source | undefined {
  const client = session?.client;
  return session && client && { id: client.endpoint.pid, api: () => originOf(session).api(), followJob: (id, signal) => client.followJob(id, signal), lives: () => client.status().then(() => true, () => false) };
}

const sourceOfCluster = ({ address, api }: Origin): Source => ({ id: address, api, lives: () => Promise.resolve(true) });

/** One log, followed to its end, from one start of the platform to the next. */
class LiveLog implements vscode.Disposable {
  private readonly live: LiveText;
  private reading: AbortController | undefined;
  private source: Source | undefined;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;
  said: string | undefined;

  constructor(private readonly shown: Shown, private readonly words: () => Words, private readonly grown: () => void) {
    this.live = new LiveText(words().logCut);
  }

  /** Reads the log of what runs now, unless it is the one already read, or the log has ended. */
  follow(source: Source | undefined): void {
    if (this.ended || !source || source.id === this.source?.id) return;
    if (this.source) {
      this.live.note(`${this.words().logResumed}\n`);
      this.live.again();
    }
    this.source = source;
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    this.read(source, signal).then(() => (this.ended = true), async (error: Error) => void (signal.aborted || (await this.interrupted(source, error)))).finally(() => this.tell());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.reading?.abort();
  }

  private async read(source: Source, signal: AbortSignal): Promise<void> {
    const { shown } = this;
    const add = (text: string) => {
      this.live.add(text);
      this.tell();
    };
    if (shown.kind === 'job') for await (const text of (await source.followJob?.(shown.id, signal)) ?? []) add(text);
    if (shown.kind !== 'pod') return;
    const { followPodLog } = await import('../../node/platform/pod-log');
    await followPodLog(await source.api(), shown, this.words(), add, signal);
  }

  /** Says that nothing more comes: because the platform has gone, which a question tells at once, or for another reason. */
  private async interrupted(source: Source, { message }: Error): Promise<void> {
    const { logBroken, logInterrupted } = this.words();
    this.live.note(`${(await source.lives()) ? format(logBroken, { reason: message }) : logInterrupted}\n`);
  }

  private tell(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.said = this.live.text || `${this.words().emptyLog}\n`;
      this.grown();
    }, this.said === undefined ? gathering.first : gathering.next);
  }
}

/** Who saw the end of a log sees its new end; who had gone up to read stays there. */
function showEnd({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
  const from = Math.min(...contentChanges.map(({ range }) => range.start.line));
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document !== document || (editor.visibleRanges.at(-1)?.end.line ?? 0) < from) continue;
    editor.revealRange(document.lineAt(document.lineCount - 1).range);
  }
}

import type * as vscode from 'vscode';
import type { TimelineView } from '../../core/platform/view/timeline';
import { format } from '../../protocol/format';
import { fromTimeline, type FromTimeline, type Pace, type SavedTimeline, type ToTimeline } from '../../protocol/timeline';
import { pick, settle, type Surface } from './actions';
import { absenceOf, LivePanel, sessionOf, startFor } from './live-panel';
import { restartFrom } from './runs';
import { languageOf, type PlatformSession } from './session';
import { elapsed, runView, thenView } from './timeline-view';

/** The longest and the shortest time a moment is shown while the past is replayed, in milliseconds. */
const shown = { longest: 3_000, shortest: 150 };

/** The timeline of a run, in a page that follows the platform: what happened, the platform at any moment of it, and how fast it goes. */
export class TimelinePage implements vscode.Disposable {
  private readonly live: LivePanel<FromTimeline>;
  /** The folder whose platform is shown. */
  private folder: string | undefined;
  private timeline: TimelineView | undefined;
  /** The moment shown; undefined for the present. */
  private at: number | undefined;
  private replayPace: Pace = 1;
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(private readonly surface: Surface) {
    this.live = new LivePanel({ surface, name: 'timeline', title: ({ timeline }) => timeline.title, schema: fromTimeline, draw: () => this.post(), receive: message => this.receive(message), closed: () => this.leave() });
  }

  /** *Chronologie*: of the platform of a line, the only one, or the one chosen now. */
  async show(argument: unknown): Promise<void> {
    const session = await pick(this.surface, argument, true);
    const folder = session?.folder.uri.toString();
    if (folder === undefined) return;
    if (folder !== this.folder) this.leave();
    this.folder = folder;
    await this.live.show();
  }

  /** A panel that the editor gives back after a reload, at the moment it showed. */
  async revive(panel: vscode.WebviewPanel, { folder, at }: SavedTimeline): Promise<void> {
    this.leave();
    this.folder = folder;
    this.at = at;
    await this.live.show(panel);
  }

  dispose(): void {
    this.leave();
    this.live.dispose();
  }

  private async receive(message: FromTimeline): Promise<void> {
    switch (message.type) {
      case 'ready': return this.again();
      case 'start': return startFor(this.surface, this.folder);
      case 'moment':
        this.pause();
        return this.look(message.at);
      case 'present': return this.backToPresent();
      case 'pace': return this.setPace(message.pace);
      case 'play': return this.play(message.details);
      case 'pause': return this.pause();
      case 'restart': return this.restart();
    }
  }

  private session(): Promise<PlatformSession | undefined> {
    return this.folder === undefined ? Promise.resolve(undefined) : sessionOf(this.surface, this.folder);
  }

  /** A page that was made anew, behind another tab or by a reload, shows what it showed. */
  private async again(): Promise<void> {
    await this.post();
    if (this.at !== undefined) await this.look(this.at);
  }

  private async post(): Promise<void> {
    const { folder } = this;
    if (folder === undefined) return;
    const { timeline: words, platformView } = this.surface.coach.strings();
    const session = await this.session();
    const title = session ? format(words.titleOf, { folder: session.folder.name }) : words.title;
    const timeline = await session?.client?.timeline().catch(() => undefined);
    if (!timeline) {
      this.pause();
      return this.tell({ type: 'absent', folder, startLabel: platformView.start, ...(absenceOf(session, title, platformView) ?? { title, text: platformView.pageStopped, start: true }) });
    }
    this.timeline = timeline;
    this.tell({ type: 'run', folder, view: runView(timeline, this.at === undefined ? timeline.pace : this.replayPace, title), strings: words });
  }

  /** Shows the platform as it was; of two moments asked for in a row, the last one wins. */
  private async look(at: number): Promise<void> {
    const turn = ++this.asked;
    const entered = this.at === undefined;
    this.at = at;
    // A run that was reset, or started again from before, no longer has this moment: the present is shown.
    const past = await (await this.session())?.client?.past(at, languageOf(this.surface.coach.strings())).catch(() => undefined);
    if (turn !== this.asked) return;
    if (!past) return this.backToPresent();
    this.tell({ type: 'then', view: thenView(past, this.surface.coach.strings()) });
    if (entered) await this.post();
  }

  private async backToPresent(): Promise<void> {
    this.leave();
    this.tell({ type: 'then' });
    await this.post();
  }

  /** The pace of the replay when the past is shown, else the platform's own. */
  private async setPace(pace: Pace): Promise<void> {
    const session = await this.session();
    if (this.at !== undefined) this.replayPace = pace;
    else if (pace === 'fastest') await (session && settle(this.surface.coach, session));
    else await session?.client?.hurry(pace);
    await this.post();
  }

  /** From moment to moment, at the replay's pace, to the present; from the beginning when the present is shown. */
  private async play(details: boolean): Promise<void> {
    clearTimeout(this.timer);
    const instants = [...new Set(this.timeline?.moments.flatMap(({ at, detail }) => (details || !detail ? [at] : [])))];
    const { at } = this;
    const next = instants.find(one => one > (at ?? -1));
    if (next === undefined) return this.backToPresent();
    const gap = this.replayPace === 'fastest' ? 0 : (next - (at ?? next)) / this.replayPace;
    const timer = setTimeout(() => {
      this.look(next).then(() => (this.timer === timer ? this.play(details) : undefined), () => this.pause());
    }, at === undefined ? 0 : Math.min(shown.longest, Math.max(shown.shortest, gap)));
    this.timer = timer;
    this.tellPlaying(true);
  }

  private async restart(): Promise<void> {
    const { at } = this;
    const session = await this.session();
    if (!session || at === undefined) return;
    this.pause();
    const { restartConfirm, restartAction } = this.surface.coach.strings().timeline;
    const time = elapsed(at);
    if (await restartFrom(this.surface, session, at, { question: format(restartConfirm, { time }), action: format(restartAction, { time }) })) await this.backToPresent();
  }

  private pause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tellPlaying(false);
  }

  private tell(message: ToTimeline): void {
    this.live.post(message);
  }

  private tellPlaying(playing: boolean): void {
    this.tell({ type: 'playing', playing });
  }

  private leave(): void {
    this.pause();
    this.asked++;
    this.at = undefined;
  }
}

import * as vscode from 'vscode';
import type { CheckVerdict } from '../../core/labs/verdict';
import { toRange } from '../kit/convert';
import { views } from '../kit/ids';
import type { LabsModel, StartedLab } from './model';

/** The started labs in the Testing view: each check is a test, and a verification, wherever it was asked from, is a run. */
export class LabsTesting implements vscode.Disposable {
  private readonly controller: vscode.TestController;
  private readonly subscriptions: vscode.Disposable[];
  /** Requests under way from the Testing view: their run reports to them instead of opening one of its own. */
  private readonly requests = new Map<StartedLab, vscode.TestRunRequest>();

  constructor(private readonly model: LabsModel) {
    const strings = model.coach.strings().labs;
    this.controller = vscode.tests.createTestController(views.labs, strings.testing);
    this.controller.resolveHandler = () => this.refresh();
    this.controller.refreshHandler = () => model.refresh();
    this.controller.createRunProfile(strings.verify, vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    this.subscriptions = [this.controller, model.onDidChange(() => void this.refresh()), model.onDidVerify(started => this.report(started))];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async refresh(): Promise<void> {
    const started = await this.model.started().catch(() => []);
    this.controller.items.replace(started.map(one => this.item(one)));
  }

  private item(started: StartedLab): vscode.TestItem {
    const id = idOf(started);
    const item = this.controller.items.get(id) ?? this.controller.createTestItem(id, started.lab.title);
    item.children.replace(started.lab.checks.map((check, index) => {
      const location = started.verdict?.checks.find(verdict => verdict.check === check.id)?.location;
      const uri = location && vscode.Uri.joinPath(started.folder, location.file);
      const known = item.children.get(check.id);
      // A test's file cannot be changed once made: another place asks for another item, whose id keeps its results.
      const child = known?.uri?.toString() === uri?.toString() && known ? known : this.controller.createTestItem(check.id, check.title, uri);
      child.sortText = String(index).padStart(3, '0');
      child.range = location && toRange(location.range);
      return child;
    }));
    return item;
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    await this.refresh();
    for (const started of await this.model.started()) {
      const item = this.controller.items.get(idOf(started));
      if (!item || token.isCancellationRequested || !wanted(request, item)) continue;
      this.requests.set(started, request);
      try {
        await this.model.verify(started);
      } catch (error) {
        const run = this.controller.createTestRun(request);
        for (const [, child] of item.children) run.errored(child, new vscode.TestMessage(messageOf(error)));
        run.end();
      } finally {
        this.requests.delete(started);
      }
    }
  }

  private async report(started: StartedLab): Promise<void> {
    const asked = this.requests.get(started);
    await this.refresh();
    const item = this.controller.items.get(idOf(started));
    if (!item || !started.verdict) return;
    const request = asked ?? new vscode.TestRunRequest([item], undefined, undefined, false, true);
    const run = this.controller.createTestRun(request, started.lab.title);
    for (const verdict of started.verdict.checks) {
      const child = item.children.get(verdict.check);
      if (child && includes(request, item, child)) reportCheck(run, child, verdict, started);
    }
    run.end();
  }
}

function reportCheck(run: vscode.TestRun, item: vscode.TestItem, verdict: CheckVerdict, started: StartedLab): void {
  run.appendOutput(`${verdict.title} : ${verdict.reason}\r\n`, undefined, item);
  if (verdict.state === 'holds') return run.passed(item);
  // Unknown is nobody's failure: it was not run, because of another.
  if (verdict.state === 'unknown') return run.skipped(item);
  const message = vscode.TestMessage.diff(verdict.reason, verdict.expected ?? '', verdict.found ?? '');
  if (verdict.location) message.location = new vscode.Location(vscode.Uri.joinPath(started.folder, verdict.location.file), toRange(verdict.location.range));
  run.failed(item, message);
}

function wanted(request: vscode.TestRunRequest, item: vscode.TestItem): boolean {
  if (request.exclude?.includes(item)) return false;
  return request.include === undefined || request.include.some(one => one === item || one.parent === item);
}

function includes(request: vscode.TestRunRequest, parent: vscode.TestItem, item: vscode.TestItem): boolean {
  if (request.exclude?.some(one => one === item || one === parent)) return false;
  return request.include === undefined || request.include.some(one => one === item || one === parent);
}

const idOf = (started: StartedLab) => `${started.lab.id} ${started.folder.toString()}`;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

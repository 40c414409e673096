import * as vscode from 'vscode';
import type { LabCheck } from '../../core/curriculum/lab';
import { hintsOf, hintsShown } from '../../core/labs/hints';
import type { CheckVerdict } from '../../core/labs/verdict';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { toRange } from '../kit/convert';
import { commands } from '../kit/ids';
import type { LabsModel, StartedLab } from './model';
import type { CheckNode, HintNode, LabNode, LabsNode } from './nodes';

/** A state says itself in words and by a shape: colour only repeats it. */
const icons = {
  holds: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
  fails: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  unknown: new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued')),
  unverified: new vscode.ThemeIcon('circle-outline'),
} as const;

/** Labs, their checks with their state, and the hints already asked for. */
export class LabsTree implements vscode.TreeDataProvider<LabsNode> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(private readonly model: LabsModel) {
    this.onDidChangeTreeData = model.onDidChange;
  }

  async getChildren(parent?: LabsNode): Promise<LabsNode[]> {
    if (!parent) return this.roots();
    if (parent.kind === 'lab') return parent.started ? this.checks(parent.started) : [];
    return parent.kind === 'check' ? parent.hints.map((hint): HintNode => ({ kind: 'hint', hint, check: parent.check.id, started: parent.started })) : [];
  }

  getTreeItem(node: LabsNode): vscode.TreeItem {
    const strings = this.model.coach.strings().labs;
    if (node.kind === 'lab') return labItem(node, strings);
    return node.kind === 'check' ? checkItem(node, strings) : hintItem(node, strings);
  }

  private async roots(): Promise<LabNode[]> {
    const [labs, started] = await Promise.all([this.model.labs(), this.model.started()]);
    return labs.flatMap((lab): LabNode[] => {
      const here = started.filter(one => one.lab.id === lab.id);
      return here.length > 0 ? here.map(one => ({ kind: 'lab', lab, started: one })) : [{ kind: 'lab', lab }];
    });
  }

  private async checks(started: StartedLab): Promise<CheckNode[]> {
    const { events } = await this.model.coach.journal.read();
    return started.lab.checks.map(check => ({ kind: 'check', check, started, hints: hintsOf(check, hintsShown(events, started.lab.id, check.id)) }));
  }
}

function labItem({ lab, started }: LabNode, strings: Strings['labs']): vscode.TreeItem {
  const item = new vscode.TreeItem(lab.title, started ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  item.id = started ? `${lab.id} ${started.folder.toString()}` : lab.id;
  item.contextValue = started ? 'lab.started' : 'lab';
  item.iconPath = started?.verdict?.state === 'holds' && !started.stale ? icons.holds : new vscode.ThemeIcon('beaker');
  item.description = labDescription({ kind: 'lab', lab, ...(started ? { started } : {}) }, strings);
  item.tooltip = new vscode.MarkdownString(lab.introduction);
  item.accessibilityInformation = { label: `${lab.title}, ${item.description}` };
  if (!started) item.command = { command: commands.labStart, title: strings.start, arguments: [lab.id] };
  return item;
}

function labDescription({ lab, started }: LabNode, strings: Strings['labs']): string {
  if (!started) return format(strings.notStarted, { minutes: lab.duration });
  if (!started.verdict) return strings.started;
  const score = format(strings.score, { held: started.verdict.checks.filter(check => check.state === 'holds').length, total: started.verdict.checks.length });
  return started.stale ? format(strings.stale, { score }) : score;
}

function checkItem({ check, started, hints }: CheckNode, strings: Strings['labs']): vscode.TreeItem {
  const verdict = started.verdict?.checks.find(one => one.check === check.id);
  const state = verdict?.state ?? 'unverified';
  const item = new vscode.TreeItem(check.title, hints.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
  item.id = `${started.folder.toString()} ${started.lab.id} ${check.id}`;
  item.contextValue = `check.${state}`;
  item.iconPath = icons[state];
  item.description = strings[state];
  item.tooltip = tooltip(check, verdict, strings);
  item.accessibilityInformation = { label: `${check.title}, ${strings[state]}. ${verdict && state !== 'holds' ? verdict.reason : ''}` };
  const command = verdict && openCommand(started, verdict);
  if (command) item.command = command;
  return item;
}

function hintItem({ hint, check, started }: HintNode, strings: Strings['labs']): vscode.TreeItem {
  const item = new vscode.TreeItem(hint.text);
  item.id = `${started.folder.toString()} ${started.lab.id} ${check} ${hint.level}`;
  item.contextValue = 'hint';
  item.iconPath = new vscode.ThemeIcon('lightbulb');
  item.tooltip = new vscode.MarkdownString(`**${format(strings.hint, { level: hint.level, of: hint.of })}**\n\n${hint.text}`);
  return item;
}

/** Opens the place a verdict speaks of. */
export function openCommand(started: StartedLab, { location }: CheckVerdict): vscode.Command | undefined {
  if (!location) return undefined;
  const selection = toRange(location.range);
  return { command: 'vscode.open', title: location.file, arguments: [vscode.Uri.joinPath(started.folder, location.file), { selection: new vscode.Range(selection.start, selection.start) }] };
}

/** The lab's own sentences are Markdown of ours; what was found in the learner's file is shown as it is, never interpreted. */
function tooltip(check: LabCheck, verdict: CheckVerdict | undefined, strings: Strings['labs']): vscode.MarkdownString {
  const text = new vscode.MarkdownString(`**${check.title}** (${strings[verdict?.state ?? 'unverified']})\n\n`);
  if (verdict) text.appendMarkdown(`*${strings.reason}* : `).appendText(verdict.reason).appendMarkdown('\n\n');
  text.appendMarkdown(`*${strings.expected}* : ${check.expected}\n\n`);
  if (verdict?.found !== undefined) text.appendMarkdown(`*${strings.found}* :\n\n`).appendCodeblock(verdict.found);
  return text;
}

import path from 'node:path';
import * as vscode from 'vscode';
import { acquiredFrom, enoughEvidence } from '../../core/assessment/mastery';
import type { DamagedLine } from '../../core/progress/event';
import type { ProgressState } from '../../core/progress/state';
import type { CompetenceProgress, ValidationProgress } from '../../core/progress/report';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { commands } from '../kit/ids';
import type { ProgressNode } from './nodes';

/** The state is in the icon and in the text: neither colour nor shape is needed to read it. */
const icons: Record<ProgressState, vscode.ThemeIcon> = {
  coming: new vscode.ThemeIcon('calendar', new vscode.ThemeColor('disabledForeground')),
  notStarted: new vscode.ThemeIcon('circle-large-outline'),
  inProgress: new vscode.ThemeIcon('color-mode', new vscode.ThemeColor('charts.blue')),
  acquired: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
};

interface Parts {
  readonly id: string;
  readonly label: string;
  readonly icon: vscode.ThemeIcon;
  /** Short enough for a narrow side bar. */
  readonly description: readonly string[];
  /** The same in full, for the tooltip and the screen reader. */
  readonly spoken?: readonly string[];
  readonly tooltip: readonly string[];
  readonly collapsible?: vscode.TreeItemCollapsibleState;
  readonly context: string;
  readonly command?: readonly [id: string, ...args: unknown[]];
}

/** How a node is drawn. What is *à venir* has no command and no inline button. */
export function treeItem(node: ProgressNode, strings: Strings): vscode.TreeItem {
  const parts = partsOf(node, strings.progress);
  const item = new vscode.TreeItem(parts.label, parts.collapsible ?? vscode.TreeItemCollapsibleState.None);
  item.id = parts.id;
  item.iconPath = parts.icon;
  item.description = parts.description.join(' · ');
  item.contextValue = parts.context;
  const spoken = parts.spoken ?? parts.description;
  item.tooltip = [parts.label, spoken.join(' · '), ...parts.tooltip].filter(line => line !== '').join('\n');
  item.accessibilityInformation = { label: [parts.label, ...spoken].join(', ') };
  if (parts.command) item.command = { title: parts.label, command: parts.command[0], arguments: parts.command.slice(1) };
  return item;
}

type Table = Strings['progress'];

function partsOf(node: ProgressNode, t: Table): Parts {
  switch (node.kind) {
    case 'failed':
      return { id: 'failed', label: t.failed, icon: new vscode.ThemeIcon('error'), description: [node.reason], tooltip: [], context: 'failed' };
    case 'damaged':
      return damagedParts(node.lines, t);
    case 'module': {
      const { id, title, state, acquired, competences } = node.module;
      const figure = format(t.competencesFigure, { done: acquired, total: competences.length });
      return { id, label: title, icon: icons[state], description: [t[state], `${acquired}/${competences.length}`], spoken: [t[state], figure], tooltip: [], collapsible: vscode.TreeItemCollapsibleState.Expanded, context: state === 'coming' ? 'coming' : 'module' };
    }
    case 'competence':
      return competenceParts(node.competence, t);
    case 'lessons': {
      const { id, lessons: { read, total }, nextLesson } = node.competence;
      const icon = icons[read === total ? 'acquired' : read > 0 ? 'inProgress' : 'notStarted'];
      return { id: `${id}/lessons`, label: t.lessons, icon, description: [format(t.lessonsFigure, { done: read, total })], tooltip: [], context: 'lessons', command: [commands.readerOpen, `lesson:${nextLesson}`] };
    }
    case 'validation':
      return validationParts(node.competence, node.validation, t);
  }
}

function competenceParts(competence: CompetenceProgress, t: Table): Parts {
  const { id, title, summary, state, questions, mastery } = competence;
  const some = questions.total > 0;
  const percent = (share: number) => Math.round(100 * share);
  const [low, high] = mastery.interval.map(percent);
  const measure = mastery.measured ? format(t.masteryFigure, { mean: percent(mastery.mean), low: low ?? 0, high: high ?? 0 }) : t.notMeasured;
  const short = some ? [mastery.measured ? `${percent(mastery.mean)} %` : t.notMeasured] : [];
  const figures = some ? [measure, format(t.questionsFigure, { done: questions.right, total: questions.total })] : [];
  const reasons = {
    evidence: format(t.missingEvidence, { n: Math.max(0, enoughEvidence - mastery.firsts) }),
    level: format(t.missingLevel, { low: low ?? 0, threshold: percent(acquiredFrom) }),
  };
  const missing = competence.missing.map(reason => `• ${reasons[reason]}`);
  const tooltip = [summary, ...figures, ...(missing.length > 0 ? [t.toDo, ...missing] : [])];
  const context = some ? 'competence' : 'coming';
  return { id, label: title, icon: icons[state], description: [t[state], ...short], spoken: [t[state], ...figures], tooltip, collapsible: vscode.TreeItemCollapsibleState.Collapsed, context };
}

function validationParts(competence: string, validation: ValidationProgress, t: Table): Parts {
  const { kind, title, advanced, state, done, total } = validation;
  const base = { id: `${competence}/${validation.id}`, label: `${t[kind]} · ${title}`, icon: icons[state] };
  const level = advanced ? [t.advanced] : [];
  if (state === 'coming') return { ...base, description: [t.coming, ...level], tooltip: [t.comingDetail], context: 'coming' };
  const figure = format(kind === 'lab' ? t.checksFigure : t.questionsFigure, { done, total });
  const command = kind === 'lab' ? ([commands.labStart, validation.id] as const) : ([commands.quizStart, competence] as const);
  return { ...base, description: [t[state], `${done}/${total}`, ...level], spoken: [t[state], figure, ...level], tooltip: [], context: `validation.${kind}`, command };
}

/** One item for all damaged lines: it opens the first one. */
function damagedParts(lines: readonly DamagedLine[], t: Table): Parts {
  const places = lines.slice(0, 10).map(({ file, line, reason }) => `${path.basename(file)}:${line} : ${reason}`);
  const first = lines[0];
  const selection = new vscode.Range((first?.line ?? 1) - 1, 0, (first?.line ?? 1) - 1, 0);
  return {
    id: 'damaged', label: format(t.damaged, { n: lines.length }), icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
    description: [], tooltip: [t.damagedDetail, ...places], context: 'damaged', command: ['vscode.open', vscode.Uri.file(first?.file ?? ''), { selection }],
  };
}

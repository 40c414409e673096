import * as vscode from 'vscode';
import { podHealth, workloadHealth } from '../../core/platform/view/health';
import type { PodView, WorkloadView } from '../../core/platform/view/status';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { commands, settings } from '../kit/ids';
import type { RealCluster } from './cluster';
import { healthIcons } from './items';

/** A line of the view about a real cluster. */
export type ClusterNode =
  | { readonly kind: 'cluster'; readonly cluster: RealCluster; readonly name: string }
  /** What it says in the place of what cannot be shown. */
  | { readonly kind: 'clusterMessage'; readonly cluster: RealCluster; readonly text: string; readonly icon: string }
  | { readonly kind: 'clusterNamespace'; readonly cluster: RealCluster; readonly namespace: string }
  | { readonly kind: 'clusterWorkload'; readonly cluster: RealCluster; readonly namespace: string; readonly workload: WorkloadView }
  | { readonly kind: 'clusterPod'; readonly cluster: RealCluster; readonly namespace: string; readonly workload: WorkloadView; readonly pod: PodView };

/** What is under a line of a real cluster, read when it is unfolded; what cannot be is a line that says why. */
export async function clusterChildren(node: ClusterNode, words: Strings['cluster']): Promise<readonly ClusterNode[]> {
  const { cluster } = node;
  const message = (text: string, icon: string): ClusterNode => ({ kind: 'clusterMessage', cluster, text, icon });
  try {
    switch (node.kind) {
      case 'cluster': {
        const { names, all } = await cluster.namespaces();
        return [...(all ? [] : [message(words.allNamespaces, 'info')]), ...names.map((namespace): ClusterNode => ({ kind: 'clusterNamespace', cluster, namespace }))];
      }
      case 'clusterNamespace': {
        const { namespace } = node;
        const workloads = await cluster.workloads(namespace);
        return workloads.length === 0 ? [message(words.nothing, 'circle-outline')] : workloads.map(workload => ({ kind: 'clusterWorkload', cluster, namespace, workload }));
      }
      case 'clusterWorkload': return node.workload.pods.map(pod => ({ kind: 'clusterPod', cluster, namespace: node.namespace, workload: node.workload, pod }));
      default: return [];
    }
  } catch (error) {
    return [message(error instanceof Error ? error.message : String(error), 'warning')];
  }
}

/** How a line of a real cluster is drawn: as one of the simulated platform, and said to be real. */
export function clusterItem(node: ClusterNode, { cluster: words, platformView: t }: Strings): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const drawn = (label: string, description: string, icon: vscode.ThemeIcon, state = Collapsed, tooltip = ''): vscode.TreeItem => {
    const item = new vscode.TreeItem(label, state);
    item.description = description;
    item.iconPath = icon;
    item.tooltip = [label, description, tooltip].filter(Boolean).join('\n');
    item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
    item.contextValue = node.kind;
    return item;
  };
  switch (node.kind) {
    case 'cluster': return drawn(words.real, [node.name, words.readOnly].filter(Boolean).join(' · '), new vscode.ThemeIcon('server-environment'), Collapsed, node.cluster.file);
    case 'clusterMessage': {
      const item = drawn(node.text, '', new vscode.ThemeIcon(node.icon), None);
      // A sentence is longer than a line: it is said whole, with what can be done about it.
      item.command = { command: commands.platformClusterMessage, title: words.say, arguments: [node] };
      return item;
    }
    case 'clusterNamespace': return drawn(node.namespace, '', new vscode.ThemeIcon('symbol-namespace'));
    case 'clusterWorkload': {
      const { kind, name, schedule, ready, wanted, pods } = node.workload;
      return drawn(name, `${kind} · ${schedule ?? format(t.ready, { ready, wanted })}`, healthIcons[workloadHealth(node.workload)], pods.length === 0 ? None : Collapsed);
    }
    case 'clusterPod': {
      const { name, status, ready, restarts } = node.pod;
      const item = drawn(name, [status, ...(status === 'Running' && !ready ? [t.notReady] : []), ...(restarts > 0 ? [format(t.restarts, { n: restarts })] : [])].join(' · '), healthIcons[podHealth(node.pod)], None);
      item.command = { command: commands.platformLog, title: t.openLog, arguments: [node] };
      return item;
    }
  }
}

/** Says a sentence of the view whole, and offers what can be done about it. */
export async function sayClusterMessage(node: ClusterNode | undefined, { openSetting, again }: Strings['cluster']): Promise<void> {
  if (node?.kind !== 'clusterMessage') return;
  const show = node.icon === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await (node.icon === 'warning' ? show(node.text, openSetting, again) : show(node.text));
  if (chosen === again) node.cluster.refresh();
  if (chosen === openSetting) await vscode.commands.executeCommand('workbench.action.openSettings', `${settings.section}.${settings.platformKubeconfig}`);
}

/** The line of a real cluster that a command was given, if it was given one. */
export function clusterNodeIn(argument: unknown): ClusterNode | undefined {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && 'cluster' in argument ? (argument as ClusterNode) : undefined;
}

import * as vscode from 'vscode';
import type { Strings } from '../../protocol/strings';
import type { ClusterNode } from './cluster-nodes';
import type { PlatformDocuments } from './documents';

/** *Voir en YAML* on a line of a real cluster: its object, else one of the namespace, of a kind chosen now. */
export async function clusterObject(documents: PlatformDocuments, node: ClusterNode, words: Strings['cluster']): Promise<void> {
  if (node.kind === 'cluster' || node.kind === 'clusterMessage') return;
  const { api } = await node.cluster.open();
  const { kindsIn, namesIn } = await import('../../node/kube/inventory');
  const kinds = await kindsIn(api);
  const wanted = node.kind === 'clusterPod' ? { kind: 'Pod', name: node.pod.name } : node.kind === 'clusterWorkload' ? node.workload : undefined;
  const kind = wanted ? kinds.find(one => one.kind === wanted.kind) : (await vscode.window.showQuickPick(kinds.map(one => ({ label: one.kind, description: one.root.split('/').slice(2).join('/'), one })), { placeHolder: words.pickKind }))?.one;
  if (!kind) return;
  const names = wanted ? [wanted.name] : await namesIn(api, node.namespace, kind);
  if (names.length === 0) return void vscode.window.showInformationMessage(words.noObject);
  const name = wanted ? wanted.name : await vscode.window.showQuickPick(names, { placeHolder: words.pickObject });
  if (name) await documents.open(documents.cluster, { kind: 'object', path: `${kind.root}/namespaces/${node.namespace}/${kind.plural}/${encodeURIComponent(name)}` }, `${kind.kind}-${name}.yaml`);
}

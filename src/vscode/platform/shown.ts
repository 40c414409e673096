import type * as vscode from 'vscode';
import { kubeconfigIn } from '../../node/home';
import type { KubeReader } from '../../node/platform/kube';
import type { PlatformSession } from './session';

/** What a read-only document shows: a job's log, a pod's, an object, or a file of a repository at a commit. */
export type Shown =
  | { readonly kind: 'job'; readonly id: number }
  | { readonly kind: 'pod'; readonly namespace: string; readonly pod: string; readonly container: string; readonly previous: boolean }
  | { readonly kind: 'object'; readonly path: string }
  | { readonly kind: 'file'; readonly repository: string; readonly commit: string; readonly file: string };

/** What a document is read from: the platform of a folder, or the real cluster. */
export interface Origin {
  /** In the address of a document. */
  readonly address: string;
  /** Rejects with a sentence. */
  api(): Promise<KubeReader>;
}

/** The platform of a folder, through its kubeconfig, as any client. */
export function originOf({ folder, place }: PlatformSession): Origin {
  return { address: folder.uri.toString(), api: async () => (await import('../../node/platform/kube')).kubeReader(kubeconfigIn(place)) };
}

/** What the address of a document says: the folder whose platform it is of, and what it shows. Undefined when it is none of ours. */
export function shownBy(uri: vscode.Uri): { readonly folder: string; readonly shown: Shown } | undefined {
  try {
    const { folder, shown } = JSON.parse(uri.query) as { folder: unknown; shown: Shown };
    return typeof folder === 'string' && typeof shown === 'object' ? { folder, shown } : undefined;
  } catch {
    return undefined;
  }
}

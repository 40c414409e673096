import { childrenOf, type PlatformNode } from './nodes';
import type { PlatformSession } from './session';

/** Which line of a folder's platform a node is, whatever it says: the same at each drawing, and after a reload. */
export function lineOf(node: PlatformNode): string {
  if (node.kind === 'folder') return '';
  const id = (...names: (string | number)[]) => [node.project.slug, ...names].join('/');
  switch (node.kind) {
    case 'project': return id();
    case 'repositories': case 'mergeRequests': case 'issues': case 'pipelines': case 'images': case 'applications': return id(node.kind);
    case 'repository': return id('repository', node.repository.name);
    case 'mergeRequest': return id('request', node.request.repository, node.request.iid);
    case 'issue': return id('issue', node.issue.repository, node.issue.iid);
    case 'pipeline': return id('pipeline', node.pipeline.id);
    case 'job': return id('job', node.job.id);
    case 'image': return id('image', `${node.image.repository}:${node.image.tag}`);
    case 'application': return id('application', node.application.name);
    case 'environment': return id('environment', node.environment.name);
    case 'workload': return id(node.environment.name, node.workload.kind, node.workload.name);
    case 'resources': return id(node.environment.name, node.kind);
    case 'resource': return id(node.environment.name, node.resource.kind, node.resource.name);
    case 'pod': return id(node.environment.name, 'Pod', node.pod.name);
  }
}

/** The line of a platform as it is now; undefined when there is none any more. */
export function nodeAt(session: PlatformSession, line: string): PlatformNode | undefined {
  for (const nodes: PlatformNode[] = [{ kind: 'folder', session }]; ;) {
    const node = nodes.shift();
    if (!node || lineOf(node) === line) return node;
    nodes.push(...childrenOf(node));
  }
}

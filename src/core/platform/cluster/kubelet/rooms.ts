import { parseQuantity } from '../../../analysis/quantity';
import type { KubeObject, Pod, Quantities } from '../object';
import type { Draft } from '../store';
import { need } from './need';

export interface Node extends KubeObject {
  readonly status: { readonly allocatable: Quantities };
}

/** What is left on a node. */
export interface Room {
  readonly node: Node;
  cpu: bigint;
  memory: bigint;
  pods: number;
}

/** What is left on each node: counted at the first need, then kept true by each pod that comes, changes or goes. */
export class Rooms {
  private rooms: Map<string, Room> | undefined;

  constructor(private readonly draft: Draft) {}

  /** In the order of the nodes' names. */
  all(): readonly Room[] {
    return [...(this.rooms ??= this.count()).values()];
  }

  /** A pod, or a node, is no longer what it was. */
  changed(before: KubeObject | undefined, after: KubeObject | undefined): void {
    const { rooms } = this;
    const { kind } = after ?? before ?? {};
    if (kind === 'Node') this.rooms = undefined;
    if (!rooms || kind !== 'Pod') return;
    // Most changes are of the status alone, and move nothing.
    if (before && after && before['spec'] === after['spec'] && over(before as Pod) === over(after as Pod)) return;
    if (before) use(rooms, before as Pod, -1);
    if (after) use(rooms, after as Pod, 1);
  }

  private count(): Map<string, Room> {
    const nodes = this.draft.list<Node>('', 'Node').sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const rooms = new Map(nodes.map((node): [string, Room] => {
      const { cpu, memory, pods } = node.status.allocatable;
      return [node.metadata.name, { node, cpu: parseQuantity(cpu ?? 0) ?? 0n, memory: parseQuantity(memory ?? 0) ?? 0n, pods: Number(pods ?? 110) }];
    }));
    for (const pod of this.draft.list<Pod>('', 'Pod')) use(rooms, pod, 1);
    return rooms;
  }
}

/** A pod that has ended takes no room. */
function over({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

function use(rooms: ReadonlyMap<string, Room>, pod: Pod, times: 1 | -1): void {
  const room = rooms.get(pod.spec.nodeName ?? '');
  if (!room || over(pod)) return;
  room.cpu -= BigInt(times) * need(pod.spec, 'cpu');
  room.memory -= BigInt(times) * need(pod.spec, 'memory');
  room.pods -= times;
}

import { stringAt } from '../../analysis/yaml/plain';
import { list } from '../cluster/store';
import type { Run } from '../engine';
import { secretsGroup, specOf } from '../secrets/vault-login';
import { nextReading } from '../secrets/vault-static';
import type { VaultCommand } from './command';
import { deleteSecret, destroySecret, pipelineMount, putSecret } from './vault';

/** Changes a secret; what copies it into a cluster will see it at its next reading. */
export function changeVault(run: Run, command: VaultCommand): void {
  const mount = command.type === 'vault-by-hand' ? pipelineMount : command.project;
  const { path } = command;
  const { vault } = run.state;
  if (command.type === 'vault-delete') run.set({ vault: deleteSecret(vault, mount, path, run.now) });
  else run.set({ vault: command.data === undefined ? destroySecret(vault, mount, path) : putSecret(vault, mount, path, command.data, run.now) });
  for (const object of list(run.objects, secretsGroup, 'VaultStaticSecret')) {
    const spec = specOf(object);
    const after = stringAt(spec, 'mount') === mount && stringAt(spec, 'path') === path ? nextReading(object, run.now) : undefined;
    const { namespace = '', name, uid, generation = 1 } = object.metadata;
    if (after !== undefined) run.later(after, { type: 'cluster', task: { kind: 'vault-refresh', namespace, name, uid, generation, failures: 0 } });
  }
}

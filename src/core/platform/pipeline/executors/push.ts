import { stringAt, type Plain } from '../../../analysis/yaml/plain';
import { fromBase64 } from '../../../analysis/base64';
import { fullReference } from '../../registry/image';
import { writeRobot } from '../../registry/registry';
import type { Workplace } from './executor';

/** What Harbor answers to whoever may not push there. */
export function pushFault({ registryHost, pipeline }: Workplace, targets: readonly string[], auth: string): string | undefined {
  for (const target of targets) {
    const reference = target.startsWith('/') ? undefined : fullReference(target);
    if (reference === undefined) return `checking push permission for "${target}": could not parse reference: ${target}`;
    const [host = '', ...rest] = reference.split('/');
    const repository = rest.join('/').replace(/:[^:]*$/, '');
    const denied = `checking push permission for "${target}": POST https://${host}/v2/${repository}/blobs/uploads/: UNAUTHORIZED: unauthorized to access repository: ${repository}, action: push: unauthorized to access repository: ${repository}, action: push`;
    if (host !== registryHost || accountFor(auth, host) !== writeRobot(pipeline.project) || rest[0] !== pipeline.project) return denied;
  }
  return undefined;
}

/** The account that a docker configuration gives for a registry; undefined when it gives none. */
function accountFor(config: string, host: string): string | undefined {
  try {
    const auth = stringAt(JSON.parse(config) as Plain, 'auths', host, 'auth');
    return auth === undefined ? undefined : fromBase64(auth).split(':')[0];
  } catch {
    return undefined;
  }
}

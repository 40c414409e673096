import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { clusterReader } from '../../src/node/kube/cluster';
import { identityOf } from '../../src/node/kube/credentials';
import { kindsIn, namespacesOf, workloadsIn } from '../../src/node/kube/inventory';
import { readTarget } from '../../src/node/kube/kubeconfig';
import { strings } from '../../src/protocol/strings';

const words = strings('fr').cluster;
const namespace = 'objects';

/** Reads, as the editor does, the cluster that a kubeconfig of its own leads to: what is shown of the corpus, or the sentences that say why nothing is. */
export async function read({ user, cluster, folder }: { readonly user: object; readonly cluster: object; readonly folder: string }): Promise<object> {
  const file = path.join(folder, 'asked.kubeconfig');
  writeFileSync(file, JSON.stringify({ 'current-context': 'oracle', contexts: [{ name: 'oracle', context: { cluster: 'oracle', user: 'oracle', namespace } }], clusters: [{ name: 'oracle', cluster }], users: [{ name: 'oracle', user }] }));
  const target = await readTarget(file, words);
  const api = await clusterReader(target, () => identityOf(target, () => Promise.resolve(false), words), words);
  const told = <T>(asked: Promise<T>) => asked.catch((error: Error) => error.message);
  return {
    namespaces: await told(namespacesOf(api, target).then(({ names, all }) => ({ all, some: names.filter(name => name === namespace) }))),
    workloads: await told(workloadsIn(api, namespace).then(all => all.map(({ kind, name, ready, wanted, pods }) => `${kind}/${name} ${ready}/${wanted}${pods.map(pod => ` ${pod.name}: ${pod.status}`).join('')}`))),
    kinds: await told(kindsIn(api).then(all => all.filter(({ root }) => root === '/apis/apps/v1').map(({ kind }) => kind))),
    secret: await told(api.read(`/api/v1/namespaces/${namespace}/secrets/clear`).then(text => Object.keys(JSON.parse(text) as object))),
    log: await told(api.read(`/api/v1/namespaces/${namespace}/pods/running/log?container=a`)),
    absent: await told(api.read(`/api/v1/namespaces/${namespace}/pods/absent`)),
  };
}

import { isBroken } from '../../image';
import { imagesOf } from '../../kubernetes/images';
import { fixOf, replaceScalar } from '../../yaml/edit';
import type { KubernetesTest } from '../test';

/** The documentation's list and the published chart's, together; the policy compares the text as it is written. */
const allowed = ['docker.io/', 'harbor.io/', 'registry.redhat.io/', 'quay.io/', 'bitnami/', 'ghcr.io/', 'registry.dso.interieur.rie.gouv.fr/', 'harbor.apps.dso.numerique-interieur.com/'];

export const registryAllowed: KubernetesTest = object => imagesOf(object).flatMap(({ path, image: written, where, whole }) => {
  const image = written.trim();
  // A variable may stand for an allowed registry, and a kustomization keeps the one it finds: only what is rendered can be judged.
  if (!whole || image === '' || /^(\$|\{\{)/.test(image) || allowed.some(prefix => image.startsWith(prefix))) return [];
  const location = object.locate(path);
  if (!isImplicit(image)) return [{ variant: 'other', location, fields: { where, image } }];
  const full = `docker.io/${image.includes('/') ? '' : 'library/'}${image}`;
  return [{ variant: 'implicit', location, fields: { where, image, full }, fix: () => (isBroken(full) ? undefined : fixOf(`Écrire le registre : ${full}`, replaceScalar(object, path, full))) }];
});

/** Docker Hub is meant when what is before the first slash cannot be a host. */
function isImplicit(image: string): boolean {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  return !/[.:]/.test(first) && first !== 'localhost';
}

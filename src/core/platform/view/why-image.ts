import { parseImage } from '../../analysis/image';
import type { Pipeline } from '../pipeline/model';
import type { PlatformState } from '../state';
import type { Places } from './place';
import type { Cause } from './why';

/** Why an image cannot be had, back to what should have pushed it. `message` is the kubelet's. */
export function imageCauses(state: PlatformState, places: Places, project: string, image: string, message: string): Cause[] {
  const { name, tag = 'latest' } = parseImage(image);
  const { host, pushes } = state.registry;
  if (message.includes('invalid reference format')) return [{ what: `« ${image} » n’est pas une référence d’image : ${message}` }];
  if (!name.startsWith(`${host}/`)) return [{ what: message.includes('no such host') ? `Le registre de « ${image} » n’existe pas, ou n’est pas joignable de la plateforme.` : `« ${image} » : ${message}` }, ...retired(message)];
  if (message.includes('anonymous token')) return [{ what: `Harbor refuse une demande sans compte (401) : le pod ne nomme pas « registry-pull-secret » dans imagePullSecrets, ou nomme un Secret qui n’existe pas.` }];
  if (message.includes('insufficient_scope')) return [{ what: `Le compte du projet « ${project} » n’a pas accès à « ${name.slice(host.length + 1)} » : cette image est celle d’un autre projet.` }];
  const repository = name.slice(host.length + 1);
  const tags = [...new Set(pushes.filter(push => push.repository === repository).map(push => push.tag))];
  if (tags.includes(tag)) return [{ what: `Le tag « ${tag} » vient d’être poussé : le prochain essai le trouvera.` }];
  const absent: Cause = { what: tags.length > 0 ? `Le tag « ${tag} » n’a jamais été poussé dans Harbor. Tags de « ${repository} » : ${tags.slice(-5).join(', ')}.` : `Aucune image « ${repository} » n’a jamais été poussée dans Harbor.` };
  const last = state.pipelines.pipelines.findLast(pipeline => pipeline.project === project);
  if (!last) return [absent, { what: 'Aucun pipeline n’a tourné dans ce projet : synchronisez le dépôt applicatif.' }];
  if (last.status === 'running') return [absent, { what: `Le pipeline n° ${last.id} est en cours.`, at: { kind: 'pipeline', name: String(last.id) } }];
  if (last.status === 'manual' || last.status === 'scheduled') return [absent, ...heldCauses(last)];
  if (last.status === 'success') {
    const pushed = last.jobs.flatMap(job => job.pushed);
    return [absent, { what: pushed.length > 0 ? `Le pipeline n° ${last.id} a réussi et a poussé autre chose : ${pushed.join(', ')}.` : `Le pipeline n° ${last.id} a réussi sans pousser d’image : aucun de ses jobs n’en construit.`, at: { kind: 'pipeline', name: String(last.id) } }];
  }
  return [absent, ...pipelineCauses(last, places)];
}

/** What publishes an image no longer keeps it where it was. */
function retired(message: string): Cause[] {
  return /docker\.io\/(?:v2\/)?bitnami\//.test(message) ? [{ what: 'Bitnami a retiré de Docker Hub, depuis août 2025, les versions de ses images ; celles de « bitnamilegacy » ne reçoivent plus de correctif. Prenez l’image officielle du logiciel, ou une copie que vous tenez à jour.' }] : [];
}

/** What a pipeline that goes no further waits for. */
export function heldCauses({ id, status, jobs }: Pipeline): Cause[] {
  const held = jobs.filter(job => job.status === status);
  return [{ what: status === 'manual' ? `Le pipeline n° ${id} attend une action manuelle (blocked).` : `Le pipeline n° ${id} attend l’heure d’un job différé (delayed).`, at: { kind: 'pipeline', name: String(id) } }, ...held.map((job): Cause => ({ what: status === 'manual' ? `Job « ${job.name} » : « when: manual » sans « allow_failure: true » bloque les stages qui suivent. Lancez-le (cpin platform job play ${job.id}).` : `Job « ${job.name} » : « start_in: ${String(job.definition['start_in'] ?? '')} ».`, at: { kind: 'job', name: String(job.id) } }))];
}

/** Why a pipeline failed, or was not made; each failed job with the line that makes it fail, or where it is written. */
export function pipelineCauses({ id, project, repository, ref, status, errors, jobs }: Pipeline, places: Places): Cause[] {
  const at = { kind: 'pipeline', name: String(id) } as const;
  if (errors.length > 0) return [{ what: status === 'skipped' ? `La dernière synchronisation n’a lancé aucun pipeline.` : `Le pipeline n° ${id} est refusé par GitLab.`, at }, ...errors.slice(0, 3).map(what => ({ what }))];
  const failed = jobs.filter(job => job.status === 'failed' && !job.allowFailure);
  if (status === 'canceled') return [{ what: `Le pipeline n° ${id} a été annulé.`, at }];
  return [{ what: `Le pipeline n° ${id} a échoué.`, at }, ...failed.map((job): Cause => {
    const place = job.failedAt ? { repository, ...job.failedAt } : places.job(project, repository, ref, job.name);
    return { what: `Job « ${job.name} » : ${job.failure ?? 'échec'}`, at: { kind: 'job', name: String(job.id) }, ...(place ? { place } : {}) };
  }), ...retired(failed.map(job => job.failure ?? '').join(' '))];
}

import { invalid, required, unsupported, type Report } from './fault';
import { labelSelector, notNegative } from './formats';
import { template } from './pod';
import { isZone, readSchedule } from './schedule';
import type { Metadata, Selector, Template } from './shapes';

export interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly backoffLimit?: number;
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly completionMode?: string;
  readonly manualSelector?: boolean;
  readonly selector?: Selector;
  readonly podFailurePolicy?: object;
  readonly template?: Template;
}

export interface CronJobSpec {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly startingDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
  readonly jobTemplate?: { readonly spec?: JobSpec };
}

const reasons = {
  restart: { server: 'valid values: "OnFailure", "Never"', advice: 'un travail finit : écrivez `OnFailure` ou `Never` (sans rien, la valeur est `Always`)' },
  indexed: { server: 'requires indexed completion mode', advice: 'ce champ demande `completionMode: Indexed`' },
  completions: { server: 'when completion mode is Indexed', advice: 'un travail indexé dit combien d’index il a' },
  failure: { server: 'only "Never" is supported when podFailurePolicy is specified', advice: 'avec `podFailurePolicy`, écrivez `Never`' },
  auto: { server: '`selector` will be auto-generated', advice: 'le cluster écrit lui-même ce sélecteur : retirez-le' },
  generated: { server: '`selector` not auto-generated', advice: 'le cluster écrit lui-même le sélecteur d’un travail : retirez-le, ou dites `manualSelector: true`' },
  short: { server: 'must be no more than 52 characters', advice: '52 caractères au plus, car le cluster en ajoute onze au nom de chaque travail' },
  zone: { server: 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead', advice: 'le fuseau horaire s’écrit dans `timeZone`' },
  local: { server: 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones', advice: 'un fuseau horaire nommé, comme `Europe/Paris`' },
} as const;

const counts = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;

/** What is wrong with what ends (k8s.io/kubernetes, `validateJobSpec`). */
export function job(spec: JobSpec | undefined, path: string, report: Report): void {
  for (const field of counts) notNegative(spec?.[field], `${path}.${field}`, report);
  const indexed = spec?.completionMode === 'Indexed';
  if (indexed && spec.completions === undefined && spec.parallelism !== undefined) report(`${path}.completions`, required(reasons.completions));
  if (!indexed) for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) if (spec?.[field] !== undefined) report(`${path}.${field}`, invalid(spec[field], reasons.indexed));
  template(spec?.template, `${path}.template`, report);
  const restart = spec?.template?.spec?.restartPolicy || 'Always';
  if (restart === 'Always') report(`${path}.template.spec.restartPolicy`, required(reasons.restart));
  else if (spec?.podFailurePolicy && restart !== 'Never') report(`${path}.template.spec.restartPolicy`, invalid(restart, reasons.failure));
  labelSelector(spec?.selector, `${path}.selector`, report);
}

/** A Job chooses its pods by a label that the cluster writes, unless it says that it does not (k8s.io/kubernetes, `validateGeneratedSelector`). */
export function lonelyJob(spec: JobSpec | undefined, report: Report): void {
  job(spec, 'spec', report);
  const { matchLabels = {} } = spec?.selector ?? {};
  if (spec?.selector && !spec.manualSelector && matchLabels[own] === undefined) report('spec.selector', invalid(spec.selector, reasons.generated));
}

const own = 'batch.kubernetes.io/controller-uid';

/** Eleven letters are left for what a CronJob adds to the names of its Jobs. */
export function cronJob(spec: CronJobSpec = {}, metadata: Metadata | undefined, report: Report): void {
  job(spec.jobTemplate?.spec, 'spec.jobTemplate.spec', report);
  if (spec.jobTemplate?.spec?.selector) report('spec.jobTemplate.spec.selector', invalid(null, reasons.auto));
  if (spec.jobTemplate?.spec?.manualSelector) report('spec.jobTemplate.spec.manualSelector', unsupported('true', ['nil', 'false'], 'true'));
  schedule(spec, report);
  for (const field of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const) notNegative(spec[field], `spec.${field}`, report);
  if ((metadata?.name?.length ?? 0) > 52) report('metadata.name', invalid(metadata?.name, reasons.short));
}

function schedule({ schedule: text, timeZone }: CronJobSpec, report: Report): void {
  if (!text) return report('spec.schedule', required());
  const read = readSchedule(text);
  if (text.includes('TZ=')) report('spec.schedule', invalid(text, reasons.zone));
  else if ('error' in read) report('spec.schedule', invalid(text, { server: read.error, advice: 'cinq champs : minute (0-59), heure (0-23), jour du mois (1-31), mois (1-12), jour de la semaine (0-6, dimanche est 0) ; ou `@daily`, `@hourly`…' }));
  if (timeZone === undefined) return;
  if (timeZone === '' || timeZone.toLowerCase() === 'local') report('spec.timeZone', invalid(timeZone, reasons.local));
  else if (!isZone(timeZone)) report('spec.timeZone', invalid(timeZone, { server: `unknown time zone ${timeZone}`, advice: reasons.local.advice }));
}


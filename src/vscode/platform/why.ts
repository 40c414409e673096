import { typeset } from '../../core/curriculum/typography';
import type { Cause, Explanation } from '../../core/platform/view/why';
import { format } from '../../protocol/format';
import type { WhyView } from '../../protocol/platform';
import type { Strings } from '../../protocol/strings';
import { isMoving, nameOf } from './items';
import type { PlatformNode } from './nodes';

/** Whether an explanation is about a line of the view, or about something under it. */
export function concerns({ project, environment, about }: Explanation, node: PlatformNode | undefined): boolean {
  if (!node || node.kind === 'folder') return true;
  if (node.project.slug !== project) return false;
  const is = (kind: string, names: readonly (string | number)[]) => about.some(one => one.kind === kind && names.map(String).includes(one.name));
  switch (node.kind) {
    case 'repository': return is('repository', [node.repository.name]);
    case 'pipeline': return is('pipeline', [node.pipeline.id]);
    case 'job': return is('job', [node.job.id]);
    case 'application': return environment === node.environment.name;
    case 'environment': case 'resources': case 'resource': return environment === node.environment.name;
    case 'workload': return environment === node.environment.name && (is('workload', [node.workload.name]) || is('pod', node.workload.pods.map(({ name }) => name)));
    case 'pod': return environment === node.environment.name && (is('pod', [node.pod.name]));
    case 'pipelines': return is('pipeline', node.project.pipelines.map(({ id }) => id));
    case 'repositories': return is('repository', node.project.repositories.map(({ name }) => name));
    default: return true;
  }
}

/** What the page is about beside explanations. */
export interface WhyAbout {
  /** The line of the view; the whole platform, without one. */
  readonly node: PlatformNode | undefined;
  /** The line is no longer there. */
  readonly lost: boolean;
  /** How many things are wrong on the whole platform. */
  readonly others: number;
}

/** What the page shows of explanations; places and subjects are named, and the host remembers where they lead. */
export function whyView(explanations: readonly Explanation[], { node, lost, others }: WhyAbout, strings: Strings): WhyView {
  const t = strings.platformView;
  const about = node && nameOf(node, strings);
  const here = lost ? t.lineGone : node && isMoving(node, strings) ? t.lineMoving : node ? t.lineWell : t.allWell;
  const rest = (node ?? lost) ? others - explanations.length : 0;
  const well = [here, ...(rest > 0 ? [format(t.wrongElsewhere, { n: rest })] : [])].join(' ');
  return { title: t.whyTitle, ...(about === undefined ? {} : { about }), well, elsewhere: rest > 0, chains: explanations.map(({ project, environment, chain }) => ({ environment: environment ?? project, steps: chain.map(cause => ({ what: typeset(cause.what.trim()), ...labels(cause, t) })) })) };
}

function labels({ at, place }: Cause, t: Strings['platformView']) {
  const subject = at?.kind === 'job' ? t.openJobLog : at?.kind === 'pod' ? format(t.openPodLog, { pod: at.name }) : undefined;
  return { ...(place ? { place: `${place.file}:${place.line}` } : {}), ...(subject === undefined ? {} : { subject }) };
}

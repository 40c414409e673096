import { parseQuantity } from '../../../analysis/quantity';
import { fullReference } from '../../registry/image';
import { isTrue, withCondition } from '../conditions';
import { tell } from '../events';
import { need } from '../kubelet/need';
import { groupOf, type Condition, type KubeObject, type LabelSelector, type Pod } from '../object';
import { selects } from '../../../analysis/kubernetes/selector';
import type { Work } from '../work';

interface Asked {
  readonly name: string;
  /** The container whose use alone counts. */
  readonly container?: string;
  readonly target: { readonly type?: string; readonly averageUtilization?: number; readonly averageValue?: string | number };
}

interface Described {
  readonly metric: { readonly name: string };
  readonly target?: { readonly averageValue?: string | number; readonly value?: string | number };
  readonly describedObject?: { readonly kind: string; readonly name: string };
}

interface Metric {
  readonly type: string;
  readonly resource?: Asked;
  readonly containerResource?: Asked;
  readonly pods?: Described;
  readonly object?: Described;
  readonly external?: Described;
}

interface Read {
  readonly name: string;
  readonly container?: string;
  readonly current: { readonly averageUtilization?: number; readonly averageValue: string };
}

type Measure = { readonly type: 'Resource'; readonly resource: Read } | { readonly type: 'ContainerResource'; readonly containerResource: Read };

/** Metrics that only an adapter of the cluster's administrators would give: none is there (k8s.io/kubernetes, `compute…Metrics`, `rest_metrics_client`). */
function unknownMetric({ type, pods, object, external }: Metric, namespace: string): string {
  const name = (pods ?? object ?? external)?.metric.name ?? '';
  if (type === 'External') return `unable to get external metric ${namespace}/${name}/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`;
  const of = object?.describedObject ? `${object.describedObject.kind} on ${namespace} ${object.describedObject.name}/` : '';
  return `unable to get metric ${name}: ${of}unable to fetch metrics from custom metrics API: no custom metrics API registered`;
}

export interface Autoscaler extends KubeObject {
  readonly spec: { readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string }; readonly minReplicas?: number; readonly maxReplicas: number; readonly metrics?: readonly Metric[] };
  readonly status?: { readonly currentReplicas?: number; readonly desiredReplicas?: number; readonly lastScaleTime?: number; readonly currentMetrics?: readonly Measure[]; readonly conditions?: readonly Condition[] };
}

interface Target extends KubeObject {
  readonly spec: { readonly replicas: number; readonly selector: LabelSelector };
}

const by = 'horizontal-pod-autoscaler';
/** A measure is there this long after a container has started; less is wanted only once it has been so for five minutes. */
const [measured, patience] = [15_000, 300_000];

/** Sets the size of a workload from what its pods use (k8s.io/kubernetes, `reconcileAutoscaler`). */
export function syncAutoscaler(work: Work, namespace: string, name: string): void {
  const hpa = work.find<Autoscaler>({ group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace, name });
  if (hpa) new Step(work, hpa, namespace).run();
}

class Step {
  private conditions: readonly Condition[];

  constructor(private readonly work: Work, private readonly hpa: Autoscaler, private readonly namespace: string) {
    this.conditions = hpa.status?.conditions ?? [];
  }

  run(): void {
    const { scaleTargetRef: { kind, name, apiVersion = 'apps/v1' }, minReplicas = 1, maxReplicas } = this.hpa.spec;
    const target = this.work.find<Target>({ group: groupOf(apiVersion), kind, namespace: this.namespace, name });
    if (!target || target.spec.replicas === undefined) {
      const message = `${kind.toLowerCase()}s.${groupOf(apiVersion)} "${name}" not found`;
      if (this.set('AbleToScale', 'False', 'FailedGetScale', `the HPA controller was unable to get the target's current scale: ${message}`)) this.tell('Warning', 'FailedGetScale', message);
      return this.report({});
    }
    this.set('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
    const current = target.spec.replicas;
    if (current === 0) return this.set('ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero'), this.report({ currentReplicas: 0, desiredReplicas: 0 });
    if (current > maxReplicas) return this.scale(target, maxReplicas, 'Current number of replicas above Spec.MaxReplicas', []);
    if (current < minReplicas) return this.scale(target, minReplicas, 'Current number of replicas below Spec.MinReplicas', []);
    this.follow(target, current, minReplicas, maxReplicas);
  }

  private follow(target: Target, current: number, least: number, most: number): void {
    // What was made is looked at once it can be measured.
    const early = (this.hpa.status?.lastScaleTime ?? -measured) + measured - this.work.now;
    if (early > 0) return this.again(early);
    const found = (this.hpa.spec.metrics ?? []).map(metric => this.measure(metric, target, current));
    const wanted = found.flatMap(one => ('desired' in one ? [one] : []));
    const fault = found.flatMap((one, index) => ('fault' in one ? [{ ...one, reason: `FailedGet${this.hpa.spec.metrics?.[index]?.type ?? ''}Metric` }] : []))[0];
    if (fault && wanted.length === 0) {
      if (this.set('ScalingActive', 'False', fault.reason, `the HPA was unable to compute the replica count: ${fault.fault}`)) {
        this.tell('Warning', fault.reason, fault.fault);
        this.tell('Warning', 'FailedComputeMetricsReplicas', `invalid metrics (${found.length} invalid out of ${found.length}), first error is: ${fault.fault}`);
      }
      return this.report({ currentReplicas: current });
    }
    const [best] = [...wanted].sort((a, b) => b.desired - a.desired);
    if (!best) return this.report({ currentReplicas: current });
    this.set('ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${best.name}`);
    const measures = wanted.map(({ measure }) => measure);
    const fastest = Math.max(2 * current, 4);
    const size = Math.max(least, Math.min(best.desired, most, fastest));
    const limit: readonly [string, string] | undefined = best.desired > most && most <= fastest ? ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'] : best.desired > fastest ? ['ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate'] : best.desired < least ? ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'] : undefined;
    const [reason, message] = limit ?? ['DesiredWithinRange', 'the desired count is within the acceptable range'];
    this.set('ScalingLimited', limit ? 'True' : 'False', reason, message);
    if (size > current) return this.scale(target, size, `${best.name} above target`, measures);
    const since = (this.hpa.status?.lastScaleTime ?? this.hpa.metadata.creationTimestamp) + patience - this.work.now;
    if (size < current && since > 0) {
      this.set('AbleToScale', 'True', 'ScaleDownStabilized', 'recent recommendations were higher than current one, applying the highest recent recommendation');
      this.again(since);
    } else if (size < current) return this.scale(target, size, 'All metrics below target', measures);
    else this.set('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size');
    this.report({ currentReplicas: current, desiredReplicas: current, currentMetrics: measures });
  }

  /** How many pods one metric asks for. */
  private measure(metric: Metric, target: Target, current: number): { readonly desired: number; readonly name: string; readonly measure: Measure } | { readonly fault: string } {
    const { type } = metric;
    const resource = metric.resource ?? metric.containerResource;
    if (!resource) return { fault: unknownMetric(metric, this.namespace) };
    const { container } = resource;
    const utilization = resource.target.averageUtilization;
    const fails = (why: string) => ({ fault: `failed to get ${resource.name} ${utilization === undefined ? 'usage' : 'utilization'}: ${why}` });
    const pods = this.work.draft.list<Pod>('', 'Pod', this.namespace).filter(pod => selects(target.spec.selector, pod.metadata.labels) && pod.metadata.deletionTimestamp === undefined && pod.status.phase === 'Running');
    const known = pods.filter(pod => pod.status.containerStatuses?.some(({ state }) => state.running && this.work.now - state.running.startedAt > measured));
    if (known.length < pods.length) this.again(measured + 1_000);
    if (known.length === 0) return fails(`unable to get metrics for resource ${resource.name}: no metrics returned from resource metrics API`);
    const ready = known.filter(pod => isTrue(pod.status.conditions, 'Ready'));
    if (ready.length === 0) return fails('did not receive metrics for targeted pods (pods might be unready)');
    const used = ready.reduce((sum, pod) => sum + this.use(partOf(pod, container), resource.name), 0) / ready.length;
    const asked = ready.reduce((sum, pod) => sum + Number(need(partOf(pod, container).spec, resource.name)) / 1e9, 0) / ready.length;
    const goal = utilization === undefined ? Number(parseQuantity(resource.target.averageValue ?? 0) ?? 0n) / 1e9 : (asked * utilization) / 100;
    const ratio = goal > 0 ? used / goal : 1;
    const averageValue = resource.name === 'cpu' ? `${Math.round(used * 1000)}m` : String(Math.round(used));
    const read: Read = { name: resource.name, ...(container === undefined ? {} : { container }), current: { ...(utilization === undefined || asked === 0 ? {} : { averageUtilization: Math.floor((used / asked) * 100) }), averageValue } };
    return { desired: Math.abs(ratio - 1) <= 0.1 ? current : Math.ceil(ratio * ready.length), name: `${resource.name} ${container === undefined ? '' : 'container '}resource${utilization === undefined ? '' : ' utilization (percentage of request)'}`, measure: type === 'ContainerResource' ? { type, containerResource: read } : { type: 'Resource', resource: read } };
  }

  /** What a pod uses: as much as its application's behaviour says. */
  private use({ spec }: Pod, resource: string): number {
    return spec.containers.reduce((sum, { image }) => {
      const behaviour = this.work.present.get(`${spec.nodeName ?? ''} ${fullReference(image) ?? ''}`)?.behaviour;
      return sum + (resource === 'cpu' ? (behaviour?.cpuMillis ?? 1) / 1000 : (behaviour?.memory ?? 0));
    }, 0);
  }

  private scale(target: Target, size: number, reason: string, measures: readonly Measure[]): void {
    this.work.put<Target>({ ...target, metadata: { ...target.metadata, generation: (target.metadata.generation ?? 1) + 1 }, spec: { ...target.spec, replicas: size } });
    this.set('AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${size}`);
    this.tell('Normal', 'SuccessfulRescale', `New size: ${size}; reason: ${reason}`);
    this.report({ currentReplicas: target.spec.replicas, desiredReplicas: size, lastScaleTime: this.work.now, ...(measures.length > 0 ? { currentMetrics: measures } : {}) });
    this.again(measured + 1_000);
  }

  /** Answers whether the condition is another than before. */
  private set(type: string, status: Condition['status'], reason: string, message: string): boolean {
    const before = this.conditions.find(one => one.type === type);
    this.conditions = withCondition(this.conditions, { type, status, reason, message }, this.work.now);
    return before?.reason !== reason || before.message !== message;
  }

  private tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    tell(this.work, this.hpa, { type, reason, message, by });
  }

  private again(delay: number): void {
    this.work.after(delay, { kind: 'autoscaler', namespace: this.namespace, name: this.hpa.metadata.name });
  }

  private report(status: NonNullable<Autoscaler['status']>): void {
    const { currentMetrics: _, ...before } = this.hpa.status ?? {};
    this.work.put<Autoscaler>({ ...this.hpa, status: { ...before, ...status, conditions: this.conditions } });
  }
}

/** A pod as if it had one of its containers alone, or as it is. */
function partOf(pod: Pod, container: string | undefined): Pod {
  return container === undefined ? pod : { ...pod, spec: { ...pod.spec, containers: pod.spec.containers.filter(({ name }) => name === container), initContainers: [] } };
}

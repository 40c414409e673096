import type { Time } from '../../time';
import type { PullFault } from '../../registry/image';
import type { ContainerState } from '../object';
import type { ProbeKind } from './probes';

/** A line a container wrote. */
export interface LogLine {
  readonly at: Time;
  readonly text: string;
}

/** What the kubelet keeps of one container between two moments of its life. */
export interface ContainerRun {
  readonly name: string;
  readonly init: boolean;
  /** An init container that goes on beside the others. */
  readonly sidecar?: true;
  /** Its turn has come. */
  readonly begun?: true;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restarts: number;
  readonly imageID: string;
  readonly containerID?: string;
  /** How many times in a row its image could not be had or it could not be made, and it ended: what back-off grows with. */
  readonly failures: number;
  /** Why its image could not be had the last time it was asked for. */
  readonly pullFault?: PullFault;
  /** What its probe that failed last said, since this life began. */
  readonly probeFault?: { readonly probe: ProbeKind; readonly message: string };
  /** What it was to do once it had started failed, and had it ended. */
  readonly hookFailed?: true;
  /** The probe that had its last life ended. */
  readonly killedBy?: ProbeKind;
  readonly crashes: number;
  /** Grows at each new life: a moment of an earlier one is passed over. */
  readonly attempt: number;
  readonly logs: readonly LogLine[];
  readonly previousLogs: readonly LogLine[];
}

export interface PodRun {
  readonly uid: string;
  readonly containers: readonly ContainerRun[];
  /** Why its volumes cannot be mounted, told once. */
  readonly mountFault?: { readonly reason: 'FailedMount' | 'FailedAttachVolume'; readonly message: string };
  /** How many times in a row they could not be, and how many times the kubelet gave up waiting for them. */
  readonly mountTries?: number;
  readonly mountTimeouts?: number;
}

/** Whether what comes after an init container may start. */
export function isPassed({ sidecar, started, state }: ContainerRun): boolean {
  return sidecar ? started : state.terminated?.exitCode === 0;
}

/** Kubernetes waits 10 s, then twice as long each time, up to five minutes. */
export function backOff(failures: number): Time {
  return Math.min(10_000 * 2 ** Math.max(0, failures - 1), 300_000);
}

/** The kubelet passes by every container about this often. */
const pass = 12_500;

/** When in a wait it is told again that a container waits, and how many passes of the kubelet each stands for: told less and less often, it costs little, and the count is right. */
export function passes(wait: Time): { readonly after: Time; readonly times: number }[] {
  const told: { after: Time; times: number }[] = [];
  for (let count = 1, before = 0; count * pass < wait; before = count, count *= 2) told.push({ after: count * pass, times: count - before });
  return told;
}

/** As Go writes a duration of whole seconds: `10s`, `1m20s`, `5m0s`. */
export function goSeconds(duration: Time): string {
  const seconds = Math.round(duration / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

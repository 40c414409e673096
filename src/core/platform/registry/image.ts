import { isReference, parseImage, partsOf } from '../../analysis/image';
import type { Time } from '../time';
import type { Behaviour } from './behaviour';
import type { Content } from './content';
import type { ScanReport } from './scan';
import addresses from '../addresses.json';

/** What an image says of how it runs (OCI image configuration). */
export interface ImageConfig {
  /** As `USER` wrote it; empty is root. */
  readonly user: string;
  readonly ports: readonly number[];
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDir: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether its own Dockerfile says which ports it has. */
  readonly exposed?: boolean;
  readonly volumes?: readonly string[];
  readonly healthcheck?: readonly string[];
  readonly stopSignal?: string;
  /** What runs its commands in their form of a shell. */
  readonly shell?: readonly string[];
  /** Instructions kept for the builds that start from it. */
  readonly onBuild?: readonly string[];
}

export interface Layer {
  readonly createdBy: string;
  readonly size: number;
}

export interface Image {
  readonly digest: string;
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
  readonly createdAt: Time;
  /** What runs in it; absent for an image of which nothing is known, which then behaves by default. */
  readonly behaviour: Behaviour;
  /** Nobody knows where it listens: the ports that a manifest declares of its container are taken for its own. */
  readonly guessed?: true;
  /** What its scan reports; absent for an image that was not built here. */
  readonly scan?: ScanReport;
  /** The programs it is known to hold or to lack; absent when nobody knows. */
  readonly content?: Content;
  /** The pipeline that built it. */
  readonly pipeline?: number;
}

/** Why an image is not had: its publisher took it away, its registry is nobody's, Harbor asks who asks, it is another project's, or nobody pushed it. */
export type PullFault = 'retired' | 'no-registry' | 'anonymous' | 'foreign' | 'absent';

/** What asking for an image gives: the image, or the reason, in the words of containerd too. */
export type Pull = { readonly ok: true; readonly image: Image } | { readonly ok: false; readonly code: 'NotFound' | 'Unknown'; readonly fault: PullFault; readonly message: string };

/** The account a pod has on each registry host it brings credentials for. */
export type Accounts = ReadonlyMap<string, string>;

/** Where the kubelet gets images from. */
export interface ImageSource {
  /** `reference` is a full one. */
  pull(reference: string, accounts: Accounts): Pull;
}

/** A reference with what is left out written in: `docker.io/library/`, `:latest` (distribution/reference, `ParseDockerRef`). Undefined when it is none. */
export function fullReference(text: string): string | undefined {
  if (!isReference(text)) return undefined;
  const { name, tag, digest } = parseImage(text);
  const { host, steps } = partsOf(name);
  return `${host ?? addresses.hub}/${(host === undefined && steps.length === 1 ? ['library', ...steps] : steps).join('/')}${digest ? `@${digest}` : `:${tag ?? 'latest'}`}`;
}

import type { Affinity } from './affinity';

// What validation reads of objects, all of it optional: what is judged was written by a person.

export type Labels = Readonly<Record<string, string>>;
export type Quantities = Readonly<Record<string, string | number>>;
type Named = Readonly<{ name?: string }>;
type Keyed = Readonly<{ name?: string; key?: string }>;

export interface Metadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly finalizers?: readonly string[];
}

/** An object as a person writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: Metadata;
  readonly [field: string]: unknown;
}

export interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly Requirement[];
}

export interface Handler {
  readonly httpGet?: { readonly path?: string; readonly port?: number | string; readonly scheme?: string };
  readonly tcpSocket?: { readonly port?: number | string };
  readonly exec?: { readonly command?: readonly string[] };
  readonly grpc?: { readonly port?: number };
  readonly sleep?: object;
}

export interface Probe extends Handler {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

export interface Variable {
  readonly name?: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath?: string }; readonly resourceFieldRef?: { readonly resource?: string }; readonly configMapKeyRef?: Keyed; readonly secretKeyRef?: Keyed; readonly fileKeyRef?: object };
}

export interface Context {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
  readonly supplementalGroups?: readonly number[];
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly procMount?: string;
  readonly windowsOptions?: { readonly hostProcess?: boolean };
  readonly seccompProfile?: { readonly type?: string; readonly localhostProfile?: string };
}

export interface Port {
  readonly name?: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly hostIP?: string;
  readonly protocol?: string;
}

export interface Mount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly mountPropagation?: string;
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly ports?: readonly Port[];
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly { readonly prefix?: string; readonly configMapRef?: Named; readonly secretRef?: Named }[];
  readonly volumeMounts?: readonly Mount[];
  readonly volumeDevices?: readonly { readonly name?: string; readonly devicePath?: string }[];
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
  readonly lifecycle?: { readonly preStop?: Handler; readonly postStart?: Handler };
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly securityContext?: Context;
}

export interface KeyToPath {
  readonly key?: string;
  readonly path?: string;
  readonly mode?: number;
}

interface Files {
  readonly defaultMode?: number;
  readonly items?: readonly KeyToPath[];
}

export interface Volume {
  readonly name?: string;
  readonly secret?: Files & { readonly secretName?: string };
  readonly configMap?: Files & Named;
  readonly persistentVolumeClaim?: { readonly claimName?: string };
  readonly hostPath?: { readonly path?: string };
  readonly nfs?: { readonly server?: string; readonly path?: string };
  readonly projected?: { readonly defaultMode?: number; readonly sources?: readonly { readonly secret?: Files & Named; readonly configMap?: Files & Named; readonly serviceAccountToken?: { readonly path?: string; readonly expirationSeconds?: number }; readonly [source: string]: unknown }[] };
  readonly [source: string]: unknown;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

export interface Spread {
  readonly maxSkew?: number;
  readonly topologyKey?: string;
  readonly whenUnsatisfiable?: string;
  readonly minDomains?: number;
  readonly labelSelector?: Selector;
}

export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly restartPolicy?: string;
  readonly dnsPolicy?: string;
  readonly dnsConfig?: { readonly nameservers?: readonly string[] };
  readonly hostNetwork?: boolean;
  readonly hostUsers?: boolean;
  readonly affinity?: Affinity;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly nodeName?: string;
  readonly nodeSelector?: Labels;
  readonly serviceAccountName?: string;
  readonly priorityClassName?: string;
  readonly activeDeadlineSeconds?: number;
  readonly securityContext?: Context;
  readonly tolerations?: readonly Toleration[];
  readonly topologySpreadConstraints?: readonly Spread[];
  readonly hostAliases?: readonly { readonly ip?: string; readonly hostnames?: readonly string[] }[];
}

export interface Template {
  readonly metadata?: Metadata;
  readonly spec?: PodSpec;
}

export interface ClaimSpec {
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly selector?: Selector;
  readonly resources?: { readonly requests?: Quantities };
}

import type { FailureMode } from './failure-modes';
import { corpusFile } from '../oracles/golden';
import { but, chart, overlay } from './guichet';

const unknown = (message: RegExp) => ({ sync: 'Unknown', health: 'Healthy', message });
const values = ['values-<env>.yaml'];
const template = 'deploiement/templates/deployment.yaml';

const needsSecret = but('deploiement/deployment.yaml', '          ports:', '          env: [{ name: MOT_DE_PASSE, valueFrom: { secretKeyRef: { name: acces-base, key: motdepasse } } }]\n          ports:');
const sops = (file: string) => ({ ...needsSecret, 'deploiement/secret.yaml': corpusFile('sops', file) });

/** What goes wrong between Git and the cluster: renders, waves and hooks, policies, secrets. */
export const gitOpsFailureModes: readonly FailureMode[] = [
  { name: 'a chart with the values of its environment is deployed', source: '04 §1', files: chart, values, status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a values file that no environment has', source: '04 §1, helm', files: chart, values: ['values-<env>.yml'], application: unknown(/^Failed to load target state: .* failed to execute helm template command: failed to get command args to log: `helm template \. --name-template guichet-dev-6293-guichet-0adc --namespace \S+--\S+ --kube-version 1\.33 --values <path to cached source>\/deploiement\/values-dev\.yml <api versions removed> --include-crds` failed exit status 1: Error: open <path to cached source>\/deploiement\/values-dev\.yml: no such file or directory$/), why: /values-dev\.yml: no such file/ },
  { name: 'values outside the repository', source: 'Argo CD, util/io/path', files: chart, values: ['../../values.yaml'], application: unknown(/error resolving helm value files: error resolving value file path: file '\.\.\/\.\.\/values\.yaml' resolved to outside repository root$/) },
  { name: 'a value that the template needs and nobody gives', source: 'helm, required', files: but(template, '{{ .Values.image }}', '{{ required "donnez l’image" .Values.imge }}', chart), values, application: unknown(/failed exit status 1: Error: execution error at \(guichet\/templates\/deployment\.yaml:\d+:\d+\): donnez l’image/) },
  { name: 'a template that does not parse', source: 'helm', files: but(template, '{{ .Values.image }}', '{{ .Values.image | absente }}', chart), values, application: unknown(/Error: parse error at \(guichet\/templates\/deployment\.yaml:\d+\): function "absente" not defined$/) },
  { name: 'a chart that depends on one it does not hold', source: '04 §9', files: but('deploiement/Chart.yaml', 'version: 0.1.0', 'version: 0.1.0\ndependencies: [{ name: postgresql, version: 12.2.2, repository: https://charts.bitnami.com/bitnami }]', chart), values, application: unknown(/error building helm chart dependencies: .*looks like "https:\/\/charts\.bitnami\.com\/bitnami" is not a valid chart repository or cannot be reached: .* no such host/) },
  { name: 'a SopsSecret encrypted for its cluster gives a Secret', source: '05 §1', files: sops('suffix.yaml'), status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a SopsSecret encrypted for another cluster gives none', source: '11 §1.3 n° 9, 05 §2', files: sops('other-recipient.yaml'), status: 'CreateContainerConfigError', event: /^Failed: Error: secret "acces-base" not found$/, why: /« acces-base » n’est pas déchiffré \(Decryption error\) : aucun Secret n’est créé\. ← Error getting data key: 0 successful groups required, got 0 : il est chiffré pour age1[a-z0-9]+, et la clé du cluster « hp »/ },
  { name: 'a SopsSecret with a value changed by hand gives none', source: '05 §3', files: sops('encrypted-value-changed.yaml'), status: 'CreateContainerConfigError', why: /message authentication failed/ },
  { name: 'a SopsSecret whose clear part was changed is taken, and told', source: '05 §3, isindir/sops-secrets-operator', files: but('deploiement/secret.yaml', 'app: guichet', 'app: autre', sops('suffix.yaml')), status: 'Running', why: /son code d’authentification \(mac\) n’est plus le bon/ },
  { name: 'an overlay of an environment is deployed', source: '04 §1', files: overlay, path: 'deploiement/overlays/dev', status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'an overlay that names a file that is not there', source: 'kustomize', files: but('deploiement/overlays/dev/kustomization.yaml', '../../base', '../../base/absent.yaml', overlay), path: 'deploiement/overlays/dev', application: unknown(/`kustomize build <path to cached source>\/deploiement\/overlays\/dev` failed exit status 1: Error: accumulating resources: .*absent\.yaml/) },
  { name: 'a patch for an object that is not there', source: 'kustomize', files: but('deploiement/overlays/dev/kustomization.yaml', /patches:[\s\S]*$/, 'patches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: autre }\n      spec: { replicas: 2 }\n', overlay), path: 'deploiement/overlays/dev', application: unknown(/failed exit status 1: Error: no resource matches strategic merge patch "Deployment\.v1\.apps\/autre\.\[noNs\]"/) },
  { name: 'a chart that repeats itself without end is stopped', source: 'ours: bounds', files: { ...chart, 'deploiement/templates/boucle.yaml': '{{- range until 2500 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: "a{{ . }}" }\n{{- end }}\n' }, values, application: unknown(/failed signal: killed\. \[simulation\] Le rendu produit plus d’objets/) },
];


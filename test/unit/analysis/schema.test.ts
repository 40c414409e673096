import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/analysis/text';
import { analysisOf, findingsOf, underlined } from '../../support/analysis';

const rule = 'kubernetes/schema';
const object = (apiVersion: string, kind: string, rest: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${rest}\n`;
const pod = (container: string, more = '') => object('v1', 'Pod', `spec: {containers: [{name: c, ${/\bimage?"?:/i.test(container) ? '' : 'image: "a:1", '}${container}}]${more}}`);
const deployment = (spec: string) => object('apps/v1', 'Deployment', `spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "a:1"}]}}${spec}}`);

/** What is found in each text: the place underlined, and words of the message. */
const readings: readonly (readonly [text: string, ...found: (readonly [place: string, message: RegExp])[]])[] = [
  [pod('image: "a:1"')],
  [pod('imag: "a:1"'), ['imag', /`spec\.containers\[0\]\.imag` n’existe pas.*Vouliez-vous `image`/]],
  [pod('Image: "a:1"'), ['Image', /Vouliez-vous `image`/]],
  [pod('zzz: {a: 1}'), ['zzz', /oublie ce champ sans le dire\.$/]],
  [pod('ports: [{containerPort: "8080"}]'), ['"8080"', /attend un nombre entier de 32 bits.*le texte `8080`/]],
  [pod('ports: {containerPort: 8080}'), ['ports', /attend une liste.*un objet/]],
  [pod('env: [{name: A, value: 8080}]'), ['8080', /attend un texte.*lit un nombre\.$/]],
  [pod('env: [{name: A, value: yes}]'), ['yes', /lit un booléen\.$/]],
  [pod('env: [{name: A, value: 0b1}]'), ['0b1', /attend un texte/]],
  [pod('env: [{name: A, value: "yes"}]')],
  [pod('env: [{value: b}]'), ['b', /il manque `name` dans `spec\.containers\[0\]\.env\[0\]`/]],
  [pod('imagePullPolicy: Allways'), ['Allways', /n’admet pas `Allways`\. Valeurs admises : `Always`, `IfNotPresent`, `Never`/]],
  [pod('resources: {limits: {memory: 512mb}}'), ['512mb', /attend une quantité/]],
  [pod('resources: {limits: {memory: 512Mi, cpu: 0.5, nvidia.com/gpu: 1}}')],
  [pod('livenessProbe: {httpGet: {port: http}}')],
  [pod('livenessProbe: {httpGet: {path: /}}'), ['httpGet', /il manque `port`/]],
  [pod('volumeMounts:, resources:, env: null')],
  [pod('image: "a:1"', ', restartPolicy: always'), ['always', /restartPolicy/]],
  [object('v1', 'Pod', ''), ['Pod', /il manque `spec` dans l’objet/]],
  ['apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: "a:1"}]}\n', ['Pod', /il manque `name` dans `metadata`/]],
  ['apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\nspec: {containers: [{name: c, image: "a:1"}]}\n'],
  [object('v1', 'ConfigMap', 'data: {a: 1, b: true, c: "x"}'), ['1', /`data\.a`/], ['true', /`data\.b`/]],
  [object('v1', 'ConfigMap', 'status: {anything: 1}')],
  // A text or a list that is required is filled as well; an empty text elsewhere is none.
  [object('v1', 'Pod', 'spec: {containers: []}'), ['containers', /`spec\.containers` est vide/]],
  [pod('env: [{name: "", value: b}]'), ['""', /`spec\.containers\[0\]\.env\[0\]\.name` est vide/]],
  [pod('volumeMounts: [{name: v, mountPath: ""}]', ', volumes: [{name: v}]'), ['""', /mountPath` est vide/]],
  [pod('imagePullPolicy: "", ports: [{containerPort: 8080, protocol: ""}]', ', dnsPolicy: ""')],
  [object('v1', 'Service', 'spec: {type: "", ports: [{port: 80, protocol: ""}]}')],
  [object('networking.k8s.io/v1', 'Ingress', 'spec: {rules: [{http: {paths: [{path: /, pathType: "", backend: {service: {name: a, port: {number: 80}}}}]}}]}'), ['""', /pathType` est vide/]],
  ['apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role, name: r}\n'],
  ['apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role}\n', ['roleRef', /il manque `name` dans `roleRef`/]],
  ['apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}\n'],
  [deployment('')],
  [deployment(', replicas: "${REPLICAS}"')],
  [deployment(', replicas: 2.5'), ['2.5', /nombre entier/]],
  [deployment(', strategy: {type: Recreat}'), ['Recreat', /`Recreate`, `RollingUpdate`/]],
  [object('v1', 'Pod', 'spec: {containers: [{name: c}], initContainers: [{name: d, image: ""}, {name: e, image: null}]}'), ['c', /`image` dans `spec.containers\[0\]`/], ['d', /`image` dans `spec.initContainers\[0\]`/], ['e', /`image` dans `spec.initContainers\[1\]`/]],
  [object('batch/v1', 'CronJob', 'spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c}]}}}}}'), ['c', /`image` dans `spec.jobTemplate.spec.template.spec.containers\[0\]`/]],
  [object('apps.openshift.io/v1', 'DeploymentConfig', 'spec: {template: {spec: {containers: [{name: c}]}}}')],
  [object('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: c, image: "a:1"}]}}}'), ['spec', /il manque `selector` dans `spec`/]],
  [object('extensions/v1beta1', 'Deployment', 'spec: {template: {}}'), ['extensions/v1beta1', /plus servi .* depuis Kubernetes 1\.16 ; écrivez `apps\/v1`/]],
  [object('policy/v1beta1', 'PodSecurityPolicy', 'spec: {}'), ['policy/v1beta1', /1\.25 ; l’admission Pod Security/]],
  [object('v1', 'Deployment', 'spec: {}'), ['v1', /n’existe pas dans `v1`\. Écrivez `apps\/v1`/]],
  [object('apps/v2', 'Deployment', 'spec: {}'), ['apps/v2', /Écrivez `apps\/v1`/]],
  [object('apps/v1', 'Deploymnt', 'spec: {}'), ['Deploymnt', /`Deploymnt` n’est pas un genre d’objet.*Vouliez-vous `Deployment`/]],
  [object('example.org/v1', 'Anything', 'spec: {a: 1}')],
  [object('kustomize.config.k8s.io/v1beta1', 'Kustomization', 'resources: [a.yaml]')],
  ['apiVersion: v1\nkind: Config\nclusters: []\n'],
  [object('v1', 'Service', 'spec: {ports: [{targetPort: 8080}]}'), ['8080', /il manque `port`/]],
  [object('v1', 'Secret', 'stringData: {a: 1}'), ['1', /stringData\.a.*lit un nombre\.$/]],
  [object('v1', 'Secret', 'data: {a: "pas du base64"}'), ['"pas du base64"', /attend un texte encodé en base64.*lit un texte\.$/]],
  [object('v1', 'ConfigMap', 'data: {password: 12345}'), ['12345', /lit un nombre\.$/]],
  // Kinds of other projects.
  [object('isindir.github.com/v1alpha3', 'SopsSecret', 'spec: {secretTemplates: [{name: s, stringData: {a: "ENC[x]"}}]}\nsops: {mac: "ENC[x]"}')],
  [object('isindir.github.com/v1alpha3', 'SopsSecret', 'spec: {secretTemplate: []}'), ['spec', /il manque `secretTemplates`/], ['secretTemplate', /Vouliez-vous `secretTemplates`/]],
  [object('isindir.github.com/v1', 'SopsSecret', 'spec: {}'), ['isindir.github.com/v1', /Écrivez `isindir.github.com\/v1alpha3`/]],
  [object('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'spec: {mount: m, path: p, type: kv, destination: {name: d}}'), ['kv', /`kv-v1`, `kv-v2`/]],
  [object('argoproj.io/v1alpha1', 'Application', 'spec: {project: p, destination: {namespace: b}, source: {repoUrl: "https://a"}}'), ['source', /il manque `repoURL`/], ['repoUrl', /Vouliez-vous `repoURL`/]],
  [object('v1', 'Policy', 'predicates: []')],
  [object('builtin', 'LabelTransformer', 'labels: {a: b}')],
  [object('postgresql.cnpg.io/v1', 'Cluster', 'spec: {storage: {size: 1Gi}}')],
  [object('argoproj.io/v1alpha1', 'Workflow', 'spec: {a: 1}')],
  [object('cert-manager.io/v1', 'Certificate', 'spec: {secretName: s, issuerRef: {name: i}, dnsNames: a}'), ['a', /attend une liste/]],
  [object('postgresql.cnpg.io/v1', 'Cluster', 'spec: {instances: 2, storage: {size: 1Gi}, postgres: {}}'), ['postgres', /`spec\.postgres` n’existe pas/]],
  [object('argoproj.io/v1alpha1', 'Rollout', 'spec: {strategy: {canary: {steps: [{setWeight: "20"}]}}, template: {spec: {containers: [{nam: c}]}}}'), ['"20"', /setWeight/], ['c', /il manque `name`/], ['nam', /`spec\.template\.spec\.containers\[0\]\.nam`/]],
  [object('kyverno.io/v1', 'Policy', 'spec: {validationFailureAction: enforce, rules: [{name: r, match: {any: []}, validates: {}}]}'), ['validates', /Vouliez-vous `validate`/]],
  [object('monitoring.coreos.com/v1', 'ServiceMonitor', 'spec: {selector: {}, endpoints: [{port: 8080}]}'), ['8080', /attend un texte/]],
];

/** What a kube-apiserver refuses beside structure: the place underlined, and words of the message. */
const job = (pod: string, more = '') => object('batch/v1', 'Job', `spec: {template: {spec: {${pod}containers: [{name: c, image: "a:1"}]}}${more}}`);
const cron = (schedule: string, more = '') => object('batch/v1', 'CronJob', `spec: {schedule: ${schedule}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "a:1"}]}}}}${more}}`);
const service = (spec: string) => object('v1', 'Service', `spec: ${spec}`);
const ingress = (path: string) => object('networking.k8s.io/v1', 'Ingress', `spec: {rules: [{http: {paths: [{${path}}]}}]}`);
const toService = 'backend: {service: {name: a, port: {number: 80}}}';

const refused: typeof readings = [
  // Names and labels.
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Mon_Guichet}\n', ['Mon_Guichet', /refuse `metadata\.name`, qui vaut `Mon_Guichet` : n’y mettez que des minuscules/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mon.guichet}\n'],
  ['apiVersion: v1\nkind: Service\nmetadata: {name: 1a}\nspec: {ports: [{port: 80}]}\n', ['1a', /une lettre au début/]],
  ['apiVersion: v1\nkind: Namespace\nmetadata: {name: a.b}\n', ['a.b', /metadata\.name/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n'],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: A-}\n', ['A-', /metadata\.generateName/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "${NOM}"}\n'],
  ['apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "system:Lecteur_1"}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n'],
  ['apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a/b}\nrules: [{apiGroups: [""], resources: [pods], verbs: []}]\n', ['a/b', /retirez le signe `\/`/], ['verbs', /verbs/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: mon guichet}}\n', ['mon guichet', /refuse `metadata\.labels\.app`/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {"a b": c}}\n', ['c', /metadata\.labels\.a b/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {"Exemple.fr/nom": c}}\n', ['c', /avant la barre oblique/]],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {"Exemple.fr/nom": c d}}\n'],
  ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: "", b: "${B}", c: "{{ .C }}"}}\n'],
  [object('v1', 'ConfigMap', 'data: {"a/b": c}'), ['c', /data\.a\/b/]],
  // Containers and what they hold.
  [pod('volumeMounts: [{name: v, mountPath: /a}]'), ['v', /qui n’est pas un volume du pod \(volumes : aucun\)/]],
  [pod('volumeMounts: [{name: v, mountPath: /a}]', ', volumes: [{name: w, emptyDir: {}}]'), ['v', /volumes : `w`/]],
  [pod('volumeMounts: [{name: v, mountPath: /a}]', ', volumes: [{name: "${V}", emptyDir: {}}]')],
  [pod('volumeMounts: [{name: "{{ v }}", mountPath: /a}]')],
  [pod('volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a}]', ', volumes: [{name: v}]'), ['/a', /ne se montent pas au même endroit/]],
  [pod('tty: true', ', volumes: [{name: v, emptyDir: {}, secret: {secretName: s}}]'), ['secret', /n’a qu’une source/]],
  [pod('tty: true', ', volumes: [{name: v}, {name: v}]'), ['v', /répète `v`/]],
  [object('v1', 'Pod', 'spec: {containers: [{name: c, image: "a:1"}, {name: c, image: "a:1"}]}'), ['c', /répète `c`/]],
  [object('v1', 'Pod', 'spec: {containers: [{name: c_1, image: "a:1"}]}'), ['c_1', /containers\[0\]\.name/]],
  [pod('ports: [{containerPort: 70000}]'), ['70000', /de 1 à 65535/]],
  [pod('ports: [{containerPort: 80, name: une-interface-web}]'), ['une-interface-web', /15 caractères au plus/]],
  [pod('ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]'), ['a', /répète `a`/]],
  [pod('ports: [{containerPort: 80, protocol: TCP}, {containerPort: 80, protocol: UDP}]')],
  [pod('livenessProbe: {periodSeconds: 3}'), ['c', /il manque `livenessProbe`|`livenessProbe`.*`httpGet`, `tcpSocket`/]],
  [pod('livenessProbe: {httpGet: {port: 80}, exec: {command: [a]}}'), ['httpGet', /une seule demande à la fois/]],
  [pod('livenessProbe: {httpGet: {port: 80}, successThreshold: 2}'), ['2', /une seule réussite suffit/]],
  [pod('livenessProbe: {httpGet: {port: 80}, successThreshold: 0}')],
  [pod('readinessProbe: {httpGet: {port: 80}, successThreshold: 2}')],
  [pod('readinessProbe: {httpget: {port: 80}}'), ['httpget', /Vouliez-vous `httpGet`/]],
  [pod('env: [{name: A, value: b, valueFrom: {secretKeyRef: {name: s, key: k}}}]'), ['valueFrom', /une valeur ou une source/]],
  [pod('env: [{name: "A=B", value: b}]'), ['"A=B"', /ASCII imprimables/]],
  [pod('env: [{name: A, valueFrom: {}}]'), ['valueFrom', /d’où vient la valeur/]],
  [pod('resources: {requests: {cpu: 2, memory: 1Gi}, limits: {cpu: 1, memory: 1024Mi}}'), ['2', /dépasse sa limite, `1`/]],
  [pod('resources: {requests: {ram: 1Gi}}'), ['1Gi', /`cpu`, `memory`/]],
  [pod('resources: {limits: {nvidia.com/gpu: 500m}}'), ['500m', /un nombre entier/]],
  [pod('resources: {requests: {cpu: "${CPU}"}, limits: {cpu: 1}}')],
  [pod('securityContext: {runAsUser: -1}'), ['-1', /de 0 à 2147483647/]],
  [pod('tty: true', ', dnsPolicy: None'), ['spec', /dnsConfig/]],
  [pod('tty: true', ', tolerations: [{operator: Equal, value: a}]'), ['Equal', /sans clé, l’opérateur est `Exists`/]],
  [object('v1', 'Pod', 'spec: {initContainers: [{name: i, image: "a:1", livenessProbe: {httpGet: {port: 80}}}], containers: [{name: c, image: "a:1"}]}'), ['livenessProbe', /conteneur d’initialisation/]],
  [object('v1', 'Pod', 'spec: {initContainers: [{name: i, image: "a:1", restartPolicy: Always, livenessProbe: {httpGet: {port: 80}}}], containers: [{name: c, image: "a:1"}]}')],
  // What makes pods.
  [job(''), ['spec', /il manque `restartPolicy`.*un travail finit/]],
  [job('restartPolicy: Always, '), ['Always', /qui vaut `Always` : un travail finit/]],
  [job('restartPolicy: OnFailure, ', ', backoffLimit: -1'), ['-1', /zéro ou plus/]],
  [cron('"0 3 * * *"')], [cron('"@daily"')], [cron('"0 3 * * MON-FRI"')], [cron('"*/15 * * * *"', ', timeZone: Europe/Paris')],
  [cron('"0 3 * * 7"'), ['"0 3 * * 7"', /dimanche est 0/]],
  [cron('"0 0 3 * * *"'), ['"0 0 3 * * *"', /cinq champs/]],
  [cron('"0 3 * * *"', ', timeZone: Europe/Lutece'), ['Europe/Lutece', /fuseau horaire nommé/]],
  [cron('"${HEURE}"')],
  [deployment(', replicas: -1'), ['-1', /spec\.replicas/]],
  [deployment(', strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'), ['rollingUpdate', /retirez `rollingUpdate`/]],
  [deployment(', strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}'), ['0', /rien ne peut être remplacé/]],
  [object('apps/v1', 'StatefulSet', 'spec: {serviceName: s, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "a:1", volumeMounts: [{name: d, mountPath: /d}]}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}')],
  [object('apps/v1', 'StatefulSet', 'spec: {serviceName: s, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "a:1"}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: 1Gi}}}}]}'), ['spec', /accessModes/]],
  // The selector is another rule's.
  [object('apps/v1', 'Deployment', 'spec: {selector: {matchLabels: {app: b}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "a:1"}]}}}')],
  // The network.
  [service('{type: ClusterIP}'), ['spec', /il manque `ports`.*au moins un port/]],
  [service('{clusterIP: None}')], [service('{type: ExternalName, externalName: a.fr}')],
  [service('{ports: [{port: 80}, {port: 81}]}'), ['80', /chacun porte un nom/], ['81', /chacun porte un nom/]],
  [service('{ports: [{name: a, port: 80}, {name: a, port: 81}]}'), ['a', /répète `a`/]],
  [service('{ports: [{name: a, port: 80}, {name: b, port: 80}]}'), ['b', /répète `80 TCP`/]],
  [service('{ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP}]}')],
  [service('{ports: [{port: 0}]}'), ['0', /de 1 à 65535/]],
  [service('{ports: [{port: 80, nodePort: 30080}]}'), ['nodePort', /retirez `nodePort`/]],
  [ingress(`path: a, pathType: Prefix, ${toService}`), ['a', /commence par une barre oblique/]],
  [ingress(`pathType: ImplementationSpecific, ${toService}`)],
  [ingress(`path: "/a(/|$)(.*)", pathType: ImplementationSpecific, ${toService}`)],
  [ingress('path: /, pathType: Prefix, backend: {service: {name: a}}'), ['service', /donnez le port du Service/]],
  [object('networking.k8s.io/v1', 'Ingress', `spec: {rules: [{host: 10.0.0.1, http: {paths: [{path: /, pathType: Prefix, ${toService}}]}}]}`), ['10.0.0.1', /un nom d’hôte/]],
  [object('networking.k8s.io/v1', 'Ingress', 'spec: {}'), ['spec', /au moins une règle/]],
  [object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/33}}]}]}'), ['10.0.0.0/33', /une plage d’adresses/]],
  // Storage and the rest.
  [object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 1Gi}}}'), ['spec', /accessModes/]],
  [object('v1', 'Secret', 'type: kubernetes.io/tls\ndata: {tls.crt: ""}'), ['data', /il manque `tls\.key`/]],
  [object('v1', 'Secret', 'type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: "{}"}')],
  [object('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec: {minReplicas: 3, maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}}'), ['2', /minReplicas/]],
  [object('policy/v1', 'PodDisruptionBudget', 'spec: {minAvailable: 1, maxUnavailable: 1, selector: {}}'), ['spec', /pas les deux/]],
  // Where a List or JSON holds it, and null is nothing.
  ['apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: A}, spec: {ports: [{port: 80}]}}\n', ['A', /metadata\.name/]],
  ['{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "A"}, "spec": {"ports": [{"port": 80}]}}', ['"A"', /metadata\.name/]],
  [pod('volumeMounts: null, ports: null, livenessProbe: null, resources: {limits: null, requests: {cpu: 1}}', ', volumes: null, initContainers: null')],
  [object('kustomize.config.k8s.io/v1beta1', 'Kustomization', 'resources: []').replace('name: a', 'name: Mon_Projet')],
];

describe('reading of kubernetes/schema', () => {
  for (const [text, ...expected] of [...readings, ...refused]) {
    it(text.replace(/\n/g, ' ⏎ '), () => {
      const found = findingsOf(rule, text);
      const key = (place: string, message: string) => `${place} ${message}`;
      assert.deepEqual(found.map(one => underlined(text, one)).sort(), expected.map(([place]) => place).sort(), found.map(({ message }) => message).join('\n'));
      for (const [place, message] of expected) assert.ok(found.some(one => underlined(text, one) === place && message.test(one.message)), key(place, found.map(one => one.message).join('\n')));
    });
  }

  it('reports a key written twice, and the object is checked all the same', () => {
    const { findings, unreadable } = analysisOf({ 'a.yaml': pod('image: "a:1", image: b') });
    assert.deepEqual(unreadable, []);
    assert.match(findings.find(one => one.rule === rule)?.message ?? '', /la clé `image` est écrite deux fois/);
    assert.ok(findings.some(one => one.rule === 'kubernetes/image-tag-pinned' && one.message.includes('`b`')));
  });

  it('reads aliases, merge keys, lists and JSON as the values they stand for', () => {
    const shared = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - &c {name: c, imag: "a:1"}\n  - {<<: *c, name: d}\n  - {<<: *c, name: e}\n';
    assert.equal(findingsOf(rule, shared).length, 3);
    assert.equal(findingsOf(rule, `{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"}, "spec": {"ports": [{"port": "80"}]}}]}`, 'a.json').length, 1);
  });

  it('asks nothing of what a kustomization applies as a patch, and still reads its fields', () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: c, $patch: delete, imag: x}]}}}\n';
    for (const named of ['patches: [{path: ../p/patch.yaml}]', 'patches: [../p/patch.yaml]', 'patchesStrategicMerge: [../p/patch.yaml]']) {
      const { findings } = analysisOf({ 'base/kustomization.yaml': `${named}\n`, 'p/patch.yaml': patch });
      assert.deepEqual(findings.map(one => `${one.rule} ${/`([^`]+)`/.exec(one.message)?.[1] ?? ''}`), [`${rule} spec.template.spec.containers[0].imag`], named);
    }
  });

  describe('of patches that no kustomization applies', () => {
    const crd = (rest: string) => `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b.fr${rest}\n`;
    const partial = object('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: c, env: [{name: A, value: b}]}]}}}');
    const reported = (files: Readonly<Record<string, string>>, file: string) => [...new Set(analysisOf(files).findings.filter(one => one.location.file === file).map(one => one.rule))].sort();
    const said = ['kubernetes/labels-required', 'kubernetes/probes-required', 'kubernetes/resources-required', rule];

    it('asks nothing of one that completes a whole object, beside or under the kustomization that leaves it out', () => {
      for (const place of ['config/default/patch.yaml', 'config/default/patches/one.yaml']) {
        assert.deepEqual(reported({ 'config/default/kustomization.yaml': 'resources: [../manager]\n#patches: [{path: patch.yaml}]\n', 'config/manager/manager.yaml': deployment(''), [place]: partial }, place), [], place);
      }
    });

    it('asks nothing of one of a definition that another tool generates', () => {
      for (const patch of [crd(', annotations: {a: b}}'), crd('}\nspec: {conversion: {strategy: None}}')]) {
        assert.deepEqual(reported({ 'crd/kustomization.yaml': 'resources: []\n', 'crd/patches/a.yaml': patch }, 'crd/patches/a.yaml'), []);
        assert.deepEqual(reported({ 'crd/patches/a.yaml': patch }, 'crd/patches/a.yaml'), [rule]);
      }
    });

    it('still reads what it says', () => {
      const image = object('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: c, image: "a:latest", imag: x}]}}}');
      const { findings } = analysisOf({ 'a/kustomization.yaml': 'resources: [m.yaml]\n', 'a/m.yaml': deployment(''), 'a/p.yaml': image });
      const rules = findings.filter(one => one.location.file === 'a/p.yaml').map(one => one.rule);
      for (const expected of ['kubernetes/image-tag-pinned', rule]) assert.equal(rules.filter(one => one === expected).length, 1, expected);
      for (const taken of said.filter(one => one !== rule)) assert.ok(!rules.includes(taken), taken);
    });

    it('judges as it is what stands elsewhere, what a kustomization takes as a resource, what completes nothing, and what is beside a fault', () => {
      const base = { 'a/kustomization.yaml': 'resources: [m.yaml]\n', 'a/m.yaml': deployment('') };
      assert.deepEqual(reported({ ...base, 'b/p.yaml': partial }, 'b/p.yaml'), said);
      assert.deepEqual(reported({ ...base, 'a/kustomization.yaml': 'resources: [m.yaml, p.yaml]\n', 'a/p.yaml': partial }, 'a/p.yaml'), said);
      assert.deepEqual(reported({ ...base, 'a/p.yaml': partial.replace('name: a', 'name: b') }, 'a/p.yaml'), said);
      assert.deepEqual(reported({ 'a/kustomization.yaml': 'resources: []\n', 'a/m.yaml': partial, 'a/p.yaml': partial }, 'a/p.yaml'), said);
      assert.deepEqual(reported({ ...base, 'a/p.yaml': `${partial}---\n${deployment('').replace('name: a', 'name: b')}` }, 'a/p.yaml').filter(one => said.includes(one)), said);
    });
  });

  it('says once that a definition lacks its spec', () => {
    assert.equal(findingsOf(rule, 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b.fr}\n').length, 1);
  });

  it('says nothing of the structure of a document that does not read, nor of a template', () => {
    assert.deepEqual(findingsOf(rule, "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: 'deux\n    lignes: b\n"), []);
    assert.deepEqual(findingsOf(rule, 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n    - port: {{port}}\n'), []);
  });

  for (const [before, after] of [
    [pod('env: [{name: A, value: 8080}]'), pod('env: [{name: A, value: "8080"}]')],
    [pod('env: [{name: A, value: yes}]'), pod('env: [{name: A, value: "yes"}]')],
    [pod("ports: [{containerPort: '8080'}]"), pod('ports: [{containerPort: 8080}]')],
    [pod('tty: "true"'), pod('tty: true')],
    [pod('"imag": "a:1"'), pod('"image": "a:1"')],
    [object('batch/v1beta1', 'CronJob', 'spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "a:1"}]}}}}}'), object('batch/v1', 'CronJob', 'spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "a:1"}]}}}}}')],
    [object('extensions/v1beta1', 'Ingress', 'spec: {rules: [{http: {paths: [{path: /, backend: {serviceName: a, servicePort: 80}}]}}]}'), undefined],
  ] as const) {
    it(`mends ${before.split('\n').at(-2)}`, () => {
      const fix = findingsOf(rule, before)[0]?.fix;
      assert.equal(fix && applyEdits(before, fix.edits), after);
      if (after !== undefined) assert.deepEqual(findingsOf(rule, after), []);
    });
  }
});

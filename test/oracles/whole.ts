type Fields = Readonly<Record<string, unknown>>;

/** An object as it is sent to a cluster. */
export interface Written extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields;
}

/**
 * A fragment of a manifest as a cluster would take it: what the API server requires is added where nothing is said. Policies are asked only of objects that are valid,
 * and a reading of a rule is as short as can be. Added values break no rule that the missing ones do not break; all go to one namespace.
 */
export function wholeObject(object: Written): Written {
  const { namespace: _elsewhere, ...metadata } = object.metadata;
  const named = { ...object, metadata: { name: 'objet', ...metadata } };
  switch (object.kind) {
    case 'Pod': return { ...named, spec: podSpec(fieldsOf(object['spec'])) };
    case 'PodTemplate': return { ...named, template: template(object['template']) };
    case 'Deployment': case 'ReplicaSet': case 'DaemonSet': case 'StatefulSet': case 'ReplicationController': return { ...named, spec: workload(fieldsOf(object['spec']), object.kind) };
    case 'Job': return { ...named, spec: job(fieldsOf(object['spec'])) };
    case 'CronJob': return { ...named, spec: { ...fieldsOf(object['spec']), schedule: '0 3 * * *', jobTemplate: { spec: job(fieldsOf(fieldsOf(fieldsOf(object['spec'])['jobTemplate'])['spec'])) } } };
    case 'Service': return { ...named, spec: { ports: [{ port: 80 }], ...fieldsOf(object['spec']) } };
    case 'PersistentVolumeClaim': return { ...named, spec: { accessModes: ['ReadWriteOnce'], ...fieldsOf(object['spec']) } };
    case 'Ingress': return { ...named, spec: { defaultBackend: { service: { name: 'objet', port: { number: 80 } } }, ...fieldsOf(object['spec']) } };
    default: return named;
  }
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function podSpec(spec: Fields): Fields {
  const names = (list: unknown, prefix: string) => listOf(list).map((one, index) => ({ name: `${prefix}${index}`, image: 'docker.io/library/nginx:1.29.1', ...fieldsOf(one) }));
  const volumes = listOf(spec['volumes']).map(one => ({ ...fieldsOf(one) }));
  const containers = names(spec['containers'], 'c');
  const init = names(spec['initContainers'], 'i');
  return {
    ...spec,
    containers: containers.length > 0 ? containers : names([{}], 'c'),
    ...(init.length > 0 ? { initContainers: init } : {}),
    ...(volumes.length > 0 ? { volumes } : {}),
  };
}

function template(value: unknown): Fields {
  const { metadata, spec } = fieldsOf(value);
  return { metadata: fieldsOf(metadata), spec: podSpec(fieldsOf(spec)) };
}

/** The selector of a workload whose reading says none is the labels of its own pods, which must have some. */
function workload(spec: Fields, kind: string): Fields {
  const made = template(spec['template']);
  const own = fieldsOf(fieldsOf(made['metadata'])['labels']);
  const labels = Object.keys(own).length > 0 ? own : { selecteur: 'objet' };
  const claims = listOf(spec['volumeClaimTemplates']).map((one, index) => ({ metadata: { name: `v${index}` }, ...fieldsOf(one), spec: { accessModes: ['ReadWriteOnce'], ...fieldsOf(fieldsOf(one)['spec']) } }));
  return {
    selector: kind === 'ReplicationController' ? labels : { matchLabels: labels },
    ...(kind === 'StatefulSet' ? { serviceName: 'objet' } : {}),
    ...spec,
    template: { ...made, metadata: { ...fieldsOf(made['metadata']), labels } },
    ...(claims.length > 0 ? { volumeClaimTemplates: claims } : {}),
  };
}

function job(spec: Fields): Fields {
  const made = template(spec['template']);
  return { ...spec, template: { ...made, spec: { restartPolicy: 'Never', ...fieldsOf(made['spec']) } } };
}

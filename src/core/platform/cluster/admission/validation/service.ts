import type { Service } from '../../object';
import { label, labels, portNumber, portReference, wellFormed, type Report } from './formats';

/** What is wrong with a Service (k8s.io/kubernetes, `ValidateService`). */
export function service({ spec }: Service, report: Report): void {
  const ports = spec.ports ?? [];
  if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') report('spec.ports', 'Required value');
  const names = new Set<string>();
  const numbers = new Set<string>();
  ports.forEach((one, index) => {
    const path = `spec.ports[${index}]`;
    if (one.name) {
      wellFormed(one.name, label, `${path}.name`, report);
      if (names.has(one.name)) report(`${path}.name`, `Duplicate value: "${one.name}"`);
      names.add(one.name);
    } else if (ports.length > 1) report(`${path}.name`, 'Required value');
    portNumber(one.port ?? 0, `${path}.port`, report);
    if (one.targetPort !== undefined) portReference(one.targetPort, `${path}.targetPort`, report);
    if (one.nodePort && spec.type === 'ClusterIP') report(`${path}.nodePort`, "Forbidden: may not be used when `type` is 'ClusterIP'");
    const number = `${one.protocol} ${one.port}`;
    if (numbers.has(number)) report(path, `Duplicate value: core.ServicePort{Name:"", Protocol:"${one.protocol}", AppProtocol:(*string)(nil), Port:${one.port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`);
    numbers.add(number);
  });
  labels(spec.selector, 'spec.selector', report);
  if (spec.type === 'ExternalName' && !(spec as { externalName?: string }).externalName) report('spec.externalName', 'Required value');
  if (spec.clusterIP && spec.clusterIP !== 'None' && !/^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)$/i.test(spec.clusterIP)) report('spec.clusterIPs[0]', `Invalid value: "${spec.clusterIP}": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)`);
}


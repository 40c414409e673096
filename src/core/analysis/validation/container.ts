import { duplicate, invalid, required, unknown, type Report } from './fault';
import { label, portName, portNumber, wellFormed } from './formats';
import { below } from './paths';
import { probed } from './probe';
import { resources } from './resources';
import { context } from './security';
import type { Container, Mount, Port } from './shapes';
import { variables } from './variables';

/** What is around a container: the volumes of its pod, the names of the containers before it, and whether its pod is one already or a template for some. */
export interface Around {
  readonly volumes: ReadonlySet<string>;
  readonly names: Set<string>;
  readonly isPod: boolean;
  /** Whether its users are those of the node, as they are unless it says so. */
  readonly hostUsers: boolean;
}

const reasons = {
  blank: { server: 'must not have leading or trailing whitespace', advice: 'retirez les espaces autour de l’image' },
  taken: { server: 'must be unique', advice: 'deux volumes du même conteneur ne se montent pas au même endroit' },
  either: { server: 'subPathExpr and subPath are mutually exclusive', advice: 'gardez `subPath` ou `subPathExpr`' },
} as const;

/** What is wrong with a container (k8s.io/kubernetes, `validateContainers`, `validateInitContainers`). `ends`: it does before the others begin. */
export function container(one: Container, path: string, { volumes, names, isPod, hostUsers }: Around, ends: boolean, report: Report): void {
  if (!one.name) report(`${path}.name`, required());
  else if (names.has(one.name)) report(`${path}.name`, duplicate(one.name));
  else wellFormed(one.name, label, `${path}.name`, report);
  if (one.name) names.add(one.name);
  if (!one.image) report(`${path}.image`, required());
  else if (isPod && one.image.trim() !== one.image) report(`${path}.image`, invalid(one.image, reasons.blank));
  ports(one.ports, `${path}.ports`, report);
  variables(one, path, report);
  mounts(one.volumeMounts, `${path}.volumeMounts`, volumes, report);
  one.volumeDevices?.forEach(({ name = '' }, index) => !volumes.has(name) && report(`${path}.volumeDevices[${index}].name`, unknown(name)));
  resources(one, path, report);
  context(one.securityContext, `${path}.securityContext`, report, hostUsers);
  probed(one, path, ends, report);
}

function ports(given: readonly Port[] | undefined, path: string, report: Report): void {
  const names = new Set<string>();
  given?.forEach(({ name, containerPort, hostPort }, index) => {
    const at = `${path}[${index}]`;
    if (name) {
      wellFormed(name, portName, `${at}.name`, report);
      if (names.has(name)) report(`${at}.name`, duplicate(name));
      names.add(name);
    }
    if (!containerPort) report(`${at}.containerPort`, required());
    else portNumber(containerPort, `${at}.containerPort`, report);
    if (hostPort) portNumber(hostPort, `${at}.hostPort`, report);
  });
}

function mounts(given: readonly Mount[] | undefined, path: string, volumes: ReadonlySet<string>, report: Report): void {
  const paths = new Set<string>();
  given?.forEach(({ name = '', mountPath, subPath, subPathExpr }, index) => {
    const at = `${path}[${index}]`;
    if (!volumes.has(name)) report(`${at}.name`, unknown(name));
    if (!mountPath) report(`${at}.mountPath`, required());
    else if (paths.has(mountPath)) report(`${at}.mountPath`, invalid(mountPath, reasons.taken));
    if (mountPath) paths.add(mountPath);
    // The server leaves the place in the list out.
    if (subPath) below(subPath, `${path}.subPath`, report, `${at}.subPath`);
    if (subPath && subPathExpr) report(`${at}.subPathExpr`, invalid(subPathExpr, reasons.either));
    if (subPathExpr) below(subPathExpr, `${path}.subPathExpr`, report, `${at}.subPathExpr`);
  });
}

import { fullReference } from '../../registry/image';
import { tagged } from '../../registry/registry';
import { severities } from '../../registry/scan';
import { simulated, type Workplace } from './executor';
import type { Ran } from '../../shell/shell';
import { phrase } from '../../view/words/said';

/** `trivy image [--severity …] [--exit-code N] IMAGE` on an image of the platform's registry: what its scan reports. */
export function trivy({ registry, registryHost }: Workplace, command: readonly string[]): Ran {
  const option = (name: string) => command.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? (command.includes(name) ? command[command.indexOf(name) + 1] : undefined);
  if (command[1] !== 'image' && command[1] !== 'i') return { code: 0, lines: [simulated(phrase('trivyImageAlone'))] };
  const asked = command.at(-1) ?? '';
  const reference = fullReference(asked);
  const [, repository = '', tag = ''] = reference?.startsWith(`${registryHost}/`) ? (/^[^/]+\/(.+):([^:/]+)$/.exec(reference) ?? []) : [];
  const digest = tagged(registry, repository, tag)?.digest;
  const image = digest === undefined ? undefined : registry.images[digest];
  if (!image) return { code: 1, lines: [`FATAL Fatal error run error: image scan error: scan error: unable to initialize a scan service: unable to initialize an image scan service: unable to find the specified image "${asked}" in ["docker" "containerd" "podman" "remote"]`] };
  const wanted = option('--severity')?.split(',') ?? severities;
  const items = (image.scan ?? []).filter(({ severity }) => wanted.includes(severity));
  const told = items.map(({ id, severity, title, line = 0 }) => phrase('scanItem', severity, id, title, line));
  const lines = [simulated(phrase('trivyOffline')), `${asked}`, `Total: ${items.length} (${severities.filter(one => wanted.includes(one)).map(one => `${one}: ${items.filter(({ severity }) => severity === one).length}`).join(', ')})`, ...told];
  return { code: items.length > 0 ? Number(option('--exit-code') ?? 0) || 0 : 0, lines, ...(told.length > 0 ? { summary: told.at(-1) ?? '' } : {}) };
}

import { parseAsCluster } from '../../../analysis/yaml/cluster';
import { isPlainMap, toPlain, type PlainMap } from '../../../analysis/yaml/plain';

/** The map a YAML file holds; undefined when it holds none, or does not read. */
export function readYamlMap(text: string): PlainMap | undefined {
  const [document] = parseAsCluster(text);
  if (!document || document.errors.length > 0) return undefined;
  const { value } = toPlain(document);
  return isPlainMap(value) ? value : undefined;
}

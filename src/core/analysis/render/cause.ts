import type { Finding, Location } from '../finding';
import type { Path } from '../yaml/nodes';
import { candidatesFor, type Candidate } from './candidates';
import type { RenderedUnit } from './rendered-unit';
import type { YamlFiles } from './yaml-file';

/** How many times a unit is rendered again to see which value makes a finding: enough for what teams write, few enough to stay quick. */
const budget = 24;

/**
 * Finds the value that makes a finding, by the only proof there is: changed, the finding is no more. Of several, the one that is found again in what
 * comes is better than one that merely decides. A value that changes what is underlined without ending the finding counts too, when it is all of it.
 * Anything else is the template's.
 */
export class Causes {
  private readonly tried = new Map<string, RenderedUnit | undefined>();

  /** `again` renders the unit with another text for one file, and analyses what comes. */
  constructor(private readonly unit: RenderedUnit, private readonly yaml: YamlFiles, private readonly again: (file: string, text: string) => Promise<RenderedUnit | undefined>) {}

  async of(finding: Finding): Promise<Location | undefined> {
    const place = this.unit.placeOf(finding.location);
    if (!place || place.isKey || place.text === undefined || standsFor(place.path)) return undefined;
    const whole: Candidate[] = [];
    const ending: Candidate[] = [];
    for (const candidate of candidatesFor(this.unit.unit, this.yaml, place.text).slice(0, 8)) {
      const changed = await this.changed(candidate);
      if (!changed) continue;
      const after = changed.textAt(place.index, place.path);
      if (changed.holds(finding.rule, place.index, place.path)) {
        if (after !== place.text && candidate.text === place.text) whole.push(candidate);
      } else if (after?.includes(bare(candidate.changed)) === true) return this.locate(candidate);
      else ending.push(candidate);
    }
    const best = ending[0] ?? whole[0];
    return best && this.locate(best);
  }

  private locate({ file, start, end }: Candidate): Location | undefined {
    return this.yaml.get(file)?.at(start, end);
  }

  private async changed({ file, start, end, changed }: Candidate): Promise<RenderedUnit | undefined> {
    const key = `${file} ${start}`;
    if (this.tried.has(key)) return this.tried.get(key);
    if (this.tried.size >= budget) return undefined;
    const text = this.yaml.get(file)?.source.text ?? '';
    const found = await this.again(file, text.slice(0, start) + changed + text.slice(end));
    this.tried.set(key, found);
    return found;
  }
}

function bare(written: string): string {
  return written.replace(/^["']|["']$/g, '');
}

/** Whether what is at a path is underlined for want of something better: the kind or the name of what lacks something is not what is wrong. */
function standsFor(path: Path): boolean {
  const [parent, index, last] = path.slice(-3);
  if (last === undefined) return path.at(-1) === 'kind' || path.at(-1) === 'apiVersion' || (path.at(-1) === 'name' && path.at(-2) === 'metadata');
  return last === 'kind' || last === 'apiVersion' || (last === 'name' && (index === 'metadata' || /^(containers|initContainers|ephemeralContainers|volumes)$/.test(String(parent))));
}

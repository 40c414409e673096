import type { Fault, Kind } from '../../core/curriculum/fault';
import type { ContentProblem } from './yaml';

type Line = (path: readonly PropertyKey[]) => number;

/** Remembers which file and lines each element came from, so that a fault of the core can be shown where the author can mend it. */
export interface Places {
  add(kind: Kind, id: string, file: string, line: Line): void;
  locate(fault: Fault): ContentProblem;
}

export function places(): Places {
  const known = new Map<string, { file: string; line: Line }>();
  return {
    // An id employed twice keeps its last place: the first use is the legitimate one.
    add: (kind, id, file, line) => void known.set(`${kind}:${id}`, { file, line }),
    locate: fault => {
      const place = known.get(`${fault.kind}:${fault.id}`);
      const message = fault.kind === 'bank' ? fault.message : `${fault.id} : ${fault.message}`;
      return place ? { file: place.file, line: place.line(fault.path), message } : { file: 'walkthroughs', message };
    },
  };
}

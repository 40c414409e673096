import type { Lab, LabCheck } from '../../core/curriculum/lab';
import type { Hint } from '../../core/labs/hints';
import type { StartedLab } from './model';

/** A line of the labs' view; commands receive it from a click in the view. */
export type LabsNode = LabNode | CheckNode | HintNode;

export interface LabNode {
  readonly kind: 'lab';
  readonly lab: Lab;
  /** Absent for a lab that is not started in this window. */
  readonly started?: StartedLab;
}

export interface CheckNode {
  readonly kind: 'check';
  readonly check: LabCheck;
  readonly started: StartedLab;
  readonly hints: readonly Hint[];
}

export interface HintNode {
  readonly kind: 'hint';
  readonly hint: Hint;
  readonly check: string;
  readonly started: StartedLab;
}

/** What a command was given: a line of the view, the id of a lab (from a link), or nothing (from the palette). */
export interface Asked {
  readonly lab?: string;
  readonly started?: StartedLab;
  readonly check?: LabCheck;
}

export function asked(argument: unknown): Asked {
  if (typeof argument === 'string') return { lab: argument };
  if (!isNode(argument)) return {};
  if (argument.kind === 'lab') return { lab: argument.lab.id, ...(argument.started ? { started: argument.started } : {}) };
  return { lab: argument.started.lab.id, started: argument.started, ...(argument.kind === 'check' ? { check: argument.check } : {}) };
}

function isNode(value: unknown): value is LabsNode {
  return typeof value === 'object' && value !== null && 'kind' in value && (('lab' in value && value.kind === 'lab') || 'started' in value);
}

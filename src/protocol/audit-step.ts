import type { AuditStep } from '../core/analysis/step';
import { format } from './format';
import type { Strings } from './strings';

/** Where an audit is, in words. */
export function stepText(step: AuditStep, { audit }: Pick<Strings, 'audit'>): string {
  switch (step.kind) {
    case 'reading': return audit.reading;
    case 'rules': return format(audit.rules, { files: step.files });
    case 'rendering': return format(audit.rendering, { head: step.head, place: step.place, of: step.of });
    case 'fixes': return format(audit.fixes, { head: step.head });
    case 'judging': return audit.judging;
  }
}

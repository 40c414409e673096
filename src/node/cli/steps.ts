import type { AuditStep } from '../../core/analysis/step';
import { stepText } from '../../protocol/audit-step';
import { format } from '../../protocol/format';
import type { Terminal } from './command';

/** What says in the terminal where an audit is; undefined where nobody would see it. */
export function stepsIn({ say, strings }: Terminal): ((step: AuditStep) => void) | undefined {
  return say && (step => say(format(strings.cli.auditing, { step: stepText(step, strings) })));
}

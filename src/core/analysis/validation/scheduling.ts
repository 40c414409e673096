import { invalid, type Report } from './fault';
import { labelKey, labelValue, oneOf, wellFormed } from './formats';
import type { Toleration } from './shapes';

const reasons = {
  all: { server: 'operator must be Exists when `key` is empty, which means "match all values and all keys"', advice: 'sans clé, l’opérateur est `Exists`, et le pod tolère tout' },
  seconds: { server: "effect must be 'NoExecute' when `tolerationSeconds` is set", advice: '`tolerationSeconds` n’a de sens qu’avec l’effet `NoExecute`' },
  noValue: { server: "value must be empty when `operator` is 'Exists'", advice: '`Exists` ne regarde que la clé : retirez `value`' },
} as const;

/** What is wrong with what a pod tolerates of nodes (k8s.io/kubernetes, `ValidateTolerations`). */
export function tolerations(given: readonly Toleration[] | undefined, path: string, report: Report): void {
  given?.forEach(({ key, operator, value = '', effect = '', tolerationSeconds }, index) => {
    const at = `${path}[${index}]`;
    if (key) wellFormed(key, labelKey, `${at}.key`, report);
    else if (operator !== 'Exists') report(`${at}.operator`, invalid(operator ?? '', reasons.all));
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') report(`${at}.effect`, invalid(effect, reasons.seconds));
    if (!operator || operator === 'Equal') for (const why of labelValue(value)) report(`${at}.operator`, invalid(value, why));
    else if (operator === 'Exists' && value !== '') report(`${at}.operator`, invalid(value, reasons.noValue));
    oneOf(operator, ['Equal', 'Exists'], `${at}.operator`, report);
    oneOf(effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute'], `${at}.effect`, report);
  });
}

import { stringify } from 'yaml';
import type { RuleCard } from '../../analysis/card';
import type { Stage } from '../../analysis/environment';
import { neighbourTests } from '../../analysis/rules/table';
import { policyOf, validationsOf } from './policy';

/** Why a rule is not in the export, in a French sentence; undefined when it is. */
export function whyNot(card: RuleCard): string | undefined {
  if (card.appliesTo !== 'kubernetes') return card.noAdmission ?? 'Elle lit des fichiers du dépôt, qui n’arrivent jamais dans le cluster.';
  if (validationsOf(card).length > 0) return undefined;
  if (card.noAdmission !== undefined) return card.noAdmission;
  if (card.variants.every(({ severity }) => severity === 'information')) return 'Elle n’est qu’un conseil : rien n’est à refuser.';
  if (Object.hasOwn(neighbourTests, card.id)) return 'Elle compare un objet à d’autres du dépôt ; à l’admission, l’objet est seul.';
  return undefined;
}

/** All rules that can be, as ValidatingAdmissionPolicy and bindings in one YAML text; the others are listed at the end, each with its reason. */
export function exportRules(cards: readonly RuleCard[], environment: Stage): string {
  const documents = cards.flatMap(card => policyOf(card, environment) ?? []).map(document => stringify(document, { lineWidth: 0 }));
  const rest = cards.flatMap(card => {
    const reason = whyNot(card);
    return reason === undefined ? [] : [`# - ${card.id} : ${reason}`];
  });
  const heading = [
    '# Règles de Coach Cloud π Native en ValidatingAdmissionPolicy (Kubernetes 1.30 ou plus récent).',
    environment === 'prod' ? '# Pour la production : ce qui y serait refusé est refusé.' : '# Pour dev et preprod : rien n’est refusé, l’écart est signalé et consigné.',
    '# Elles visent les namespaces gérés par la console de la plateforme (label app.kubernetes.io/managed-by: dso-console).', '',
  ];
  return `${heading.join('\n')}${documents.join('---\n')}\n# Règles qui ne s’exportent pas :\n${rest.join('\n')}\n`;
}

import type { RuleCard } from '../../core/analysis/card';
import type { Page } from '../../core/curriculum/page';
import { format } from '../../protocol/format';
import type { BadgeView, BlockView } from '../../protocol/reader';
import type { Strings } from '../../protocol/strings';
import type { Drawing, Parts } from './drawing';
import { lessonLinks, requirementLinks, sourceLinks } from './links';

/** A rule's page, in the order a reader asks: what, why here, what otherwise, how to mend it, what the platform does, examples, and on whose word. */
export function ruleBlocks(page: Extract<Page, { kind: 'rule' }>, drawing: Drawing): Parts {
  const { rule } = page;
  const { strings } = drawing;
  return {
    eyebrow: `${strings.rule} · ${rule.id}`,
    badges: badges(page, drawing),
    blocks: [
      drawing.block(strings.found, found(rule, strings)),
      drawing.block(strings.why, rule.why),
      drawing.block(strings.consequence, rule.consequence),
      drawing.block(strings.remedy, rule.remedy),
      ...platform(page, drawing),
      drawing.block(strings.failing, fence(rule.examples.language, rule.examples.failing)),
      drawing.block(strings.passing, fence(rule.examples.language, rule.examples.passing)),
      ...requirementLinks(drawing, page.requirements),
      ...lessonLinks(drawing, page.lessons),
      ...sourceLinks(drawing, page.sources),
    ],
  };
}

const severities = {
  error: { icon: 'error', tone: 'error', text: 'severityError' },
  warning: { icon: 'warning', tone: 'warning', text: 'severityWarning' },
  information: { icon: 'info', tone: 'info', text: 'severityInformation' },
} as const;

function badges({ rule }: Extract<Page, { kind: 'rule' }>, { strings }: Drawing): BadgeView[] {
  const shown = [...new Set(rule.variants.map(variant => variant.severity))].map(severity => ({ ...severities[severity], text: strings[severities[severity].text] }));
  return rule.fix ? [...shown, { icon: 'lightbulb', text: strings.fixable }] : shown;
}

/** What the user reads in the editor, how grave it is first; `{field}` stands for a value of their file. */
function found(rule: RuleCard, strings: Strings['reader']): string {
  return rule.variants.map(variant => `- **${strings[severities[variant.severity].text]}** — ${variant.message.replace(/\{\w+\}/g, '…')}`).join('\n');
}

/** A fence longer than any the example holds, so that the example cannot close it. */
function fence(language: string, code: string): string {
  const ticks = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(run => run[0].length + 1)));
  return `${ticks}${language}\n${code.trimEnd()}\n${ticks}`;
}

function platform({ rule }: Extract<Page, { kind: 'rule' }>, { strings }: Drawing): BlockView[] {
  if (!rule.kyverno) return [];
  const { name, dev, prod } = rule.kyverno;
  return [{
    type: 'table', heading: strings.platform, caption: format(strings.platformCaption, { name }),
    head: [strings.environment, strings.action], rows: [[strings.development, strings[dev]], [strings.production, strings[prod]]],
  }];
}

import type { Page } from '../../core/curriculum/page';
import { format } from '../../protocol/format';
import type { BadgeView, BlockView } from '../../protocol/reader';
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
      drawing.block(strings.found, rule.variants.map(variant => `- ${readable(variant.message)}`).join('\n')),
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

function badges({ rule }: Extract<Page, { kind: 'rule' }>, { strings }: Drawing): BadgeView[] {
  const severities = {
    error: { icon: 'error', text: strings.severityError, tone: 'error' },
    warning: { icon: 'warning', text: strings.severityWarning, tone: 'warning' },
    information: { icon: 'info', text: strings.severityInformation, tone: 'info' },
  } as const;
  const shown = [...new Set(rule.variants.map(variant => variant.severity))].map(severity => severities[severity]);
  return rule.fix ? [...shown, { icon: 'lightbulb', text: strings.fixable }] : shown;
}

/** The message's `{field}` stands for a value of the learner's file: on the page it is shown as a blank to fill. */
function readable(message: string): string {
  return message.replace(/\{(\w+)\}/g, '`$1`');
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

import type { RuleCard } from '../../analysis/card';
import type { Location, Severity } from '../../analysis/finding';
import type { AuditReport, Reference } from '../report';
import type { AcceptedFinding, ReportedFinding } from '../verdict';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };
const home = 'Cloud π Native';

/** The report in SARIF 2.1.0 (OASIS), which forges and code-scanning services read: findings, those accepted as suppressed, and the CCT as their taxonomy. */
export function toSarif(report: AuditReport, { rules, requirements }: Reference, version: string): string {
  const { findings, accepted, unreadable } = report;
  const all: readonly (readonly [ReportedFinding, AcceptedFinding?])[] = [...findings.map(finding => [finding] as const), ...accepted.map(one => [one.finding, one] as const)];
  const used = rules.filter(({ id }) => all.some(([{ rule }]) => rule === id));
  const indexes = new Map(used.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: 'cpin', fullName: 'Coach Cloud π Native', semanticVersion: version, language: 'fr', rules: used.map(ruleOf) } },
    language: 'fr',
    columnKind: 'utf16CodeUnits',
    taxonomies: [{
      name: 'CCT', organization: home, isComprehensive: true,
      shortDescription: { text: 'Exigences du cadre de cohérence technique (CCT) de Cloud π Native.' },
      taxa: report.requirements.map(({ requirement, status, reason }) => ({ id: requirement.id, shortDescription: { text: requirement.text }, properties: { officialId: requirement.officialId, priority: requirement.priority, status, reason } })),
    }],
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: unreadable.map(({ file, reason }) => ({ level: 'warning', message: { text: reason }, locations: [{ physicalLocation: { artifactLocation: artifact(file) } }] })) }],
    results: all.map(([finding, acceptance]) => resultOf(finding, indexes.get(finding.rule), acceptance)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;

  function ruleOf(card: RuleCard) {
    const { id, title, why, consequence, remedy, category, kyverno } = card;
    const taxa = card.requirements.map(taxon => requirements.findIndex(one => one.id === taxon)).filter(index => index >= 0);
    return {
      id, name: id,
      shortDescription: { text: title },
      fullDescription: { text: flat(why) },
      help: { text: [why, consequence, remedy].map(flat).join('\n\n'), markdown: `${why.trim()}\n\n**Conséquence.** ${consequence.trim()}\n\n**Correction.**\n\n${remedy.trim()}` },
      defaultConfiguration: { level: levels[worst(card)] },
      relationships: taxa.map(index => ({ target: { id: requirements[index]?.id, index, toolComponent: { name: 'CCT', index: 0 } }, kinds: ['relevant'] })),
      properties: { tags: [...new Set([category, card.appliesTo])], requirements: card.requirements, ...(kyverno ? { kyverno: kyverno.name } : {}) },
    };
  }
}

function resultOf({ rule, severity, message, location, resource, environment, requirements, fingerprint }: ReportedFinding, ruleIndex: number | undefined, acceptance: AcceptedFinding | undefined) {
  return {
    ruleId: rule, ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [{
      physicalLocation: { artifactLocation: artifact(location.file), region: regionOf(location) },
      ...(resource ? { logicalLocations: [{ name: resource.name, kind: 'resource', fullyQualifiedName: `${resource.apiVersion}/${resource.kind}/${resource.namespace === undefined ? '' : `${resource.namespace}/`}${resource.name}` }] } : {}),
    }],
    partialFingerprints: { 'cpin/v1': fingerprint },
    ...(acceptance ? { suppressions: [{ kind: acceptance.by === 'comment' ? 'inSource' : 'external', status: 'accepted', justification: acceptance.reason, ...(acceptance.until === undefined ? {} : { properties: { until: acceptance.until } }) }] } : {}),
    properties: { requirements, ...(environment === undefined ? {} : { environment }) },
  };
}

/** SARIF counts lines and columns from 1; its end column is, like ours, the first after the region. */
function regionOf({ range: { start, end } }: Location) {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** A path as a relative URI: what a name may hold must not be taken for a query or another folder. */
function artifact(file: string) {
  return { uri: file.split('/').map(segment => encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, '\uFFFD'))).join('/'), uriBaseId: '%SRCROOT%' };
}

function worst({ variants }: RuleCard): Severity {
  return (['error', 'warning', 'information'] as const).find(severity => variants.some(variant => variant.severity === severity)) ?? 'information';
}

function flat(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

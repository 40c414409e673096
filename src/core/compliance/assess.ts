import type { RuleCard } from '../analysis/card';
import { factNames, type Fact, type FactId } from '../analysis/facts/fact';
import type { Finding, Unreadable } from '../analysis/finding';
import type { Requirement } from '../curriculum/schemas';
import { sentence } from './sentence';
import type { AcceptedFinding, CheckVerdict, Evidence, ReportedFinding, RequirementVerdict, Status } from './verdict';

/** What was found in a repository, once what is accepted is set apart. */
export interface Observed {
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly facts: readonly Fact[];
  readonly unreadable: readonly Unreadable[];
}

type Check = Requirement['assess']['checks'][number];

/** Decides of each requirement from what was observed: the rules that look at it, what was seen, and what could not be read. */
export function assess(requirements: readonly Requirement[], rules: readonly RuleCard[], observed: Observed): RequirementVerdict[] {
  const facts = merged(observed.facts);
  const findingsOf = byRequirement(observed.findings, finding => finding);
  const acceptedOf = byRequirement(observed.accepted, ({ finding }) => finding);
  return requirements.map(requirement => {
    const findings = findingsOf(requirement.id);
    const accepted = acceptedOf(requirement.id);
    const looking = rules.filter(card => card.requirements.includes(requirement.id));
    const found = [...findings, ...accepted.map(({ finding }) => finding)];
    const checks = requirement.assess.checks.map(check => verdictOf(check, facts, found, looking));
    const blind = observed.unreadable.filter(({ rule, mark }) => mark !== true && (rule === undefined || looking.some(card => card.id === rule))).length;
    const status = statusOf(requirement, checks, findings, accepted, blind);
    return { requirement, status, reason: sentence({ requirement, status, checks, findings, accepted, blind }), checks, findings, accepted };
  });
}

/** What speaks against each requirement, in order: a finding may concern several. */
function byRequirement<T>(all: readonly T[], findingOf: (one: T) => Finding): (requirement: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const { severity, requirements } = findingOf(one);
    if (severity === 'information') continue;
    for (const requirement of new Set(requirements)) {
      const known = groups.get(requirement);
      if (known) known.push(one);
      else groups.set(requirement, [one]);
    }
  }
  return requirement => groups.get(requirement) ?? [];
}

function statusOf(requirement: Requirement, checks: readonly CheckVerdict[], findings: readonly Finding[], accepted: readonly AcceptedFinding[], blind: number): Status {
  const holding = checks.filter(({ state }) => state === 'holds' || state === 'partly');
  const failing = checks.filter(({ state }) => state === 'fails');
  if (findings.some(({ severity }) => severity === 'error') || failing.some(({ grave }) => grave)) return 'non-conforme';
  // What only falls short is partial as long as something is there; when nothing is, the requirement is not met.
  const slight = requirement.assess.floor !== undefined && failing.length === 0;
  if (findings.length + failing.length > 0) return holding.length > 0 || accepted.length > 0 || slight ? 'partiel' : 'non-conforme';
  if (accepted.length > 0) return 'partiel';
  if (holding.length === 0 || requirement.automation === 'no') return 'a-justifier';
  const whole = requirement.automation === 'yes' && requirement.assess.ceiling === undefined && blind === 0 && checks.every(({ state, optional }) => optional || state === 'holds');
  return whole ? 'conforme' : 'partiel';
}

/** `found`: all that rules found of the requirement, what is accepted included; `looking`: the rules that look at it, without which silence proves nothing. */
function verdictOf(check: Check, facts: ReadonlyMap<FactId, Evidence>, found: readonly Finding[], looking: readonly RuleCard[]): CheckVerdict {
  const seen = (ids: readonly FactId[]) => ids.flatMap(id => facts.get(id) ?? []);
  const [subject, evidence, against] = [seen(check.subject), seen(check.evidence), seen(check.against)];
  const broken = found.filter(({ rule }) => check.rules.includes(rule));
  const { title, optional } = check;
  // A doubt breaks nothing by itself: only an error is grave.
  const base = { title, optional, grave: check.grave && (broken.length === 0 || broken.some(({ severity }) => severity === 'error')) };
  if (against.length > 0) return { ...base, state: 'fails', evidence: against };
  if (broken.length > 0) return evidence.length > 0 ? { ...base, state: 'partly', evidence } : { ...base, state: 'fails', evidence: placesOf(broken, looking) };
  if (evidence.length > 0) return { ...base, state: 'holds', evidence };
  // What lacks is nowhere: the places are those of what should have it.
  if (check.evidence.length > 0) return subject.length > 0 && !optional ? { ...base, state: 'fails', evidence: subject } : { ...base, state: 'unknown', evidence: [] };
  const silent = check.against.length > 0 || (check.rules.length === 0 ? found.length === 0 && looking.length > 0 : check.rules.every(rule => looking.some(({ id }) => id === rule)));
  return subject.length > 0 && silent ? { ...base, state: 'holds', evidence: subject } : { ...base, state: 'unknown', evidence: [] };
}

/** What rules found, as evidence: how often each, and the first places. */
function placesOf(found: readonly Finding[], looking: readonly RuleCard[]): Evidence[] {
  return [...new Set(found.map(({ rule }) => rule))].map(rule => {
    const own = found.filter(finding => finding.rule === rule);
    return { text: `Écarts à « ${looking.find(({ id }) => id === rule)?.title ?? rule} »`, count: own.length, places: own.slice(0, 5).map(({ message, location: { file, range } }) => ({ what: message, location: { file, range } })) };
  });
}

/** The facts of all the environments asked for, together. */
function merged(facts: readonly Fact[]): ReadonlyMap<FactId, Evidence> {
  const together = new Map<FactId, Evidence>();
  for (const { id, count, places } of facts) {
    const known = together.get(id);
    together.set(id, { text: factNames[id], count: (known?.count ?? 0) + count, places: [...(known?.places ?? []), ...places].slice(0, 5) });
  }
  return together;
}

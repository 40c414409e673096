import type { Lab, LabCheck } from '../curriculum/lab';
import { brokenRule, excerpt, findingsOn, sight, type Evidence } from './evidence';
import { inOrder } from './order';
import { brokenRuleReason, circularReason, findingReason, holdsReason, sightingReason, waitingReason } from './reasons';
import type { CheckState, CheckVerdict, LabVerdict } from './verdict';

/**
 * Judges a lab on what is in a folder. Pure: the same evidence gives the same verdict in the editor, in a terminal and in a pipeline.
 * Checks come in dependency order; one whose prerequisites do not hold is *unknown*, because of them. `content` is the version of the content.
 */
export function verify(lab: Lab, content: string, evidence: Evidence): LabVerdict {
  const { ordered, circular } = inOrder(lab);
  const done = new Map<string, CheckVerdict>();
  for (const check of ordered) {
    const missing = check.requires.map(id => done.get(id)).filter(verdict => verdict !== undefined && verdict.state !== 'holds');
    done.set(check.id, missing.length > 0 ? unknown(check, waitingReason(missing.map(verdict => verdict?.title ?? ''))) : judge(check, evidence));
  }
  return verdict(lab, content, [...done.values(), ...circular.map(check => unknown(check, circularReason))]);
}

/** The verdict when nothing could be looked at: every check is unknown, for `reason` (French), which is never the learner's fault. */
export function unverifiable(lab: Lab, content: string, reason: string): LabVerdict {
  return verdict(lab, content, inOrder(lab).ordered.map(check => unknown(check, reason)));
}

function judge(check: LabCheck, evidence: Evidence): CheckVerdict {
  const { target } = check.test;
  const base = { check: check.id, title: check.title, expected: check.expected, ...(check.test.type === 'rule' ? { rule: check.test.rule } : {}) };
  const sighting = sight(target, evidence);
  if (sighting.state !== 'seen') {
    const place = sighting.state === 'missing' ? sighting.alike[0]?.location : sighting.location;
    return { ...base, state: 'fails', ...sightingReason(target, sighting), ...(place ? { location: place } : {}) };
  }
  const rule = check.test.type === 'rule' ? check.test.rule : undefined;
  const [first, ...others] = rule === undefined ? [] : findingsOn(target, rule, evidence);
  const broken = rule === undefined || first ? undefined : brokenRule(rule, sighting.location.file, evidence);
  if (rule !== undefined && broken) return unknown(check, brokenRuleReason(rule, broken.reason));
  if (!first) return { ...base, state: 'holds', reason: holdsReason(target, sighting.location.file), location: sighting.location };
  return { ...base, state: 'fails', reason: findingReason([first, ...others]), location: first.location, found: excerpt(first.location, evidence.files) ?? first.message };
}

function unknown(check: LabCheck, reason: string): CheckVerdict {
  return { check: check.id, title: check.title, state: 'unknown', reason, expected: check.expected, ...(check.test.type === 'rule' ? { rule: check.test.rule } : {}) };
}

function verdict(lab: Lab, content: string, checks: readonly CheckVerdict[]): LabVerdict {
  const states = new Set<CheckState>(checks.map(check => check.state));
  return { lab: lab.id, content, state: states.has('fails') ? 'fails' : states.has('unknown') ? 'unknown' : 'holds', checks };
}

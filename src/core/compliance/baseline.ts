import { LineCounter, parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { toPlain } from '../analysis/yaml/plain';
import type { AcceptedFinding, ReportedFinding } from './verdict';

/** The name under which a repository keeps what its team accepts. */
export const baselineFile = '.cpin-baseline.yaml';

const entry = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  rule: z.string(),
  file: z.string(),
  about: z.string().optional(),
  reason: z.string().trim().min(1),
  until: z.iso.date(),
});
const baseline = z.strictObject({ version: z.literal(1), findings: z.array(entry).max(100_000) });

/** A finding the team accepts until a date, and why. `rule`, `file` and `about` are for whoever reads; the fingerprint decides. */
export type BaselineEntry = z.infer<typeof entry>;

/** The entries of a baseline, or the sentence that says why it cannot be used. */
export type ReadBaseline = { readonly entries: readonly BaselineEntry[] } | { readonly fault: string };

const expected: Readonly<Record<string, string>> = {
  version: 'attend « version: 1 »', findings: 'attend une liste', fingerprint: 'attend l’empreinte écrite par « cpin baseline » (32 chiffres hexadécimaux)', rule: 'attend l’identifiant d’une règle',
  file: 'attend un chemin de fichier', about: 'attend un texte', reason: 'attend la raison, en toutes lettres', until: 'attend une date AAAA-MM-JJ entre guillemets ou non',
};

/** Reads a baseline. What is wrong is a French sentence with its line; never throws for what the text holds. */
export function parseBaseline(text: string, file: string): ReadBaseline {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', lineCounter: counter });
  const [error] = document.errors;
  const at = (offset: number) => counter.linePos(offset).line;
  if (error) return { fault: `« ${file} », ligne ${at(error.pos[0])} : ce YAML ne se lit pas. Corrigez-le, ou recréez-le avec « cpin baseline ».` };
  const { value, problems } = toPlain(document);
  if (problems.length > 0) return { fault: `« ${file} » : ce YAML emploie des alias ou des clés répétées. Écrivez chaque acceptation en entier.` };
  const read = baseline.safeParse(value);
  if (read.success) return { entries: read.data.findings };
  const issue = read.error.issues[0];
  const path = issue?.path ?? [];
  const node = document.getIn(path as (string | number)[], true) as { range?: readonly number[] } | undefined;
  const parent = document.getIn(path.slice(0, -1) as (string | number)[], true) as { range?: readonly number[] } | undefined;
  const line = at((node?.range ?? parent?.range ?? [0])[0] ?? 0);
  const field = path.findLast(step => typeof step === 'string') ?? '';
  const what = issue?.code === 'unrecognized_keys' ? `la clé « ${issue.keys[0] ?? ''} » n’est pas connue` : `« ${field || 'le fichier'} » ${expected[field] ?? 'attend « version: 1 » et « findings »'}`;
  return { fault: `« ${file} », ligne ${line} : ${what}. Rien n’est accepté tant que ce fichier n’est pas corrigé.` };
}

/** What an entry of the baseline can no longer do, so that it is said. */
export interface StaleEntry {
  readonly entry: BaselineEntry;
  readonly why: 'expired' | 'unmatched';
}

export interface Accepted {
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly stale: readonly StaleEntry[];
}

/** Sets apart the findings that `entries` accept on the day `today` (AAAA-MM-JJ); an entry is good until the end of its day. */
export function accept(findings: readonly ReportedFinding[], entries: readonly BaselineEntry[], today: string): Accepted {
  if (entries.length === 0) return { findings, accepted: [], stale: [] };
  const known = new Map(entries.map(one => [one.fingerprint, one]));
  const matched = new Set<BaselineEntry>();
  const accepted: AcceptedFinding[] = [];
  const left = findings.filter(finding => {
    const found = known.get(finding.fingerprint);
    if (!found) return true;
    matched.add(found);
    if (found.until < today) return true;
    accepted.push({ finding, reason: found.reason, by: 'baseline', until: found.until });
    return false;
  });
  const stale = entries.flatMap((one): StaleEntry[] => (!matched.has(one) ? [{ entry: one, why: 'unmatched' }] : one.until < today ? [{ entry: one, why: 'expired' }] : []));
  return { findings: left, accepted, stale };
}

const heading = `# Écarts que l’équipe accepte, chacun avec sa raison et la date jusqu’à laquelle il vaut. Après cette date, l’écart compte à nouveau.
# Écrit par « cpin baseline ». Les raisons et les dates se corrigent à la main ; l’empreinte désigne l’écart, où que ses lignes se déplacent.
`;

/** The text of the baseline that accepts `findings` for one reason until one date; those already accepted keep theirs, in the order of the findings. `apart` are entries of what was not looked at: they stay as they are. */
export function baselineText(findings: readonly ReportedFinding[], known: readonly BaselineEntry[], reason: string, until: string, apart: readonly BaselineEntry[] = []): string {
  const before = new Map(known.map(one => [one.fingerprint, one]));
  const entries = findings.map(({ fingerprint, rule, location, resource }): BaselineEntry => {
    const about = resource ? { about: `${resource.kind} ${resource.name}` } : {};
    return before.get(fingerprint) ?? { fingerprint, rule, file: location.file, ...about, reason, until };
  });
  return heading + stringify({ version: 1, findings: [...entries, ...apart] }, { lineWidth: 0 });
}

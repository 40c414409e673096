import type { Fix } from '../analysis/finding';
import type { Library } from '../curriculum/page';
import type { Answer, AnswerPart } from './answer';
import { previewEdits } from './diff';
import { citations, excerptOf, ground, type AskedFinding, type Grounding } from './grounding';

/** What the editor knows of a finding besides its name: the file as it is now, and the fix if there is one. */
export interface Circumstances {
  readonly text?: string;
  readonly fix?: Fix;
}

/** Our own answer on a finding: what, why here, the requirement, how to mend it, what breaks otherwise. Every citation resolves. */
export function explainFinding(asked: AskedFinding, library: Library, circumstances: Circumstances = {}): Answer {
  const grounding = ground(asked.rule, library);
  if (!grounding) return unknownRule(asked);
  const { card } = grounding;
  const own = citations([`rule:${card.id}`], library);
  const parts: AnswerPart[] = [
    { heading: 'Ce qui a été trouvé', markdown: found(asked, circumstances.text, card.examples.language), citations: own },
    { heading: 'Pourquoi cela compte sur cette plateforme', markdown: why(grounding), citations: grounding.sources },
    requirements(grounding, library),
    { heading: 'Comment corriger', markdown: remedy(grounding, circumstances), citations: citations(grounding.lessons.map(lesson => `lesson:${lesson.id}`), library) },
    { heading: 'Ce qui casse sinon', markdown: card.consequence, citations: [] },
  ];
  return { title: card.title, found: true, parts: parts.filter(part => part.markdown.trim() !== '') };
}

function unknownRule(asked: AskedFinding): Answer {
  const markdown = `La règle \`${plain(asked.rule)}\` ne fait pas partie des nôtres : elle vient peut-être d’une autre version de l’extension. Relancez l’analyse en modifiant le fichier, ou posez la question avec vos mots.`;
  return { title: asked.rule, found: false, parts: [{ heading: 'Ce qui a été trouvé', markdown, citations: [] }] };
}

function found(asked: AskedFinding, text: string | undefined, language: string): string {
  const place = `\`${plain(asked.file)}\`, ligne ${asked.range.start.line + 1}`;
  return `${quoted(asked.message)}\n\nDans ${place} :${text === undefined ? '' : `\n\n${fence(language, excerptOf(text, asked.range).text)}`}`.replace(/ :$/, '.');
}

function why({ card }: Grounding): string {
  if (!card.kyverno) return card.why;
  const { name, dev, prod } = card.kyverno;
  return `${card.why.trim()}\n\nPolitique Kyverno \`${name}\` : ${actions[dev]} en développement, ${actions[prod]} en production.`;
}

const actions = { audit: '**signalée** sans bloquer', enforce: '**refusée** à l’admission', mutate: '**modifiée** à l’admission', none: 'sans effet' } as const;

function requirements({ requirements: list }: Grounding, library: Library): AnswerPart {
  const markdown = list.length === 0
    ? 'Aucune exigence du CCT ne le demande mot pour mot : la règle vient des politiques de la plateforme et des pratiques citées plus haut.'
    : list.map(r => `- **${r.id}** (${r.priority === 'P' ? 'primordiale' : 'importante'}) : ${r.text.trim()}`).join('\n');
  return { heading: list.length > 1 ? 'Les exigences' : 'L’exigence', markdown, citations: citations(list.map(r => `requirement:${r.id}`), library) };
}

function remedy({ card }: Grounding, { text, fix }: Circumstances): string {
  const preview = fix && text !== undefined ? previewEdits(text, fix.edits) : '';
  const proposal = fix && preview !== '' ? `\n\nCorrection rapide proposée, **${plain(fix.title)}** :\n\n${fence('diff', preview)}` : '';
  return `${card.remedy.trim()}${proposal}`;
}

/** A fence longer than any the code holds, so that code cannot close it. */
export function fence(language: string, code: string): string {
  const ticks = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(run => run[0].length + 1)));
  return `${ticks}${language}\n${code.trimEnd()}\n${ticks}`;
}

/** Text from a file shown inside a code span. */
function plain(text: string): string {
  return text.replace(/[`\r\n*_]+/g, ' ').trim();
}

/** A message of ours that quotes values of the learner's file: its code spans stay, what could be a link or HTML does not act (see the renderer's policy). */
function quoted(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ').replace(/^(\s*[-#>+]|\s*\d+\.)/, '\\$1');
}

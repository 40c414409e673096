import type { SourceFile } from '../port';
import { planRenders } from './analyse';
import { unreadableFor } from './failure';
import { templateFile } from './helm-place';
import { isRendered, type RenderPort } from './port';

/** What a chart or an overlay renders in an environment, as one text with the source of each object above it; or, in comments, why it does not. */
export async function previewOf(files: readonly SourceFile[], head: string, environment: string | undefined, render: RenderPort): Promise<string> {
  const { units, unreadable, yaml } = planRenders(files);
  const unit = units.find(one => one.head === head && one.environment === environment) ?? units.find(one => one.head === head);
  const said = unreadable.filter(({ file }) => file === head).map(({ reason }) => comment(reason));
  if (!unit) return said.join('') || comment('Rien n’est rendu ici.');
  const outcome = await render.render({ ...unit.request, trace: true });
  if (!isRendered(outcome)) return [...said, ...unreadableFor(unit, outcome, yaml).map(({ file, range, reason }) => comment(`${file}:${(range?.start.line ?? 0) + 1} ${reason}`))].join('');
  const documents = outcome.documents.map(({ source, text }) => `---\n${comment(unit.request.engine === 'helm' ? templateFile(unit, outcome, source) : source || head)}${text.trimEnd()}\n`);
  return [...said, ...documents].join('');
}

function comment(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, ' ')}\n`;
}

import { announced, contentFaults } from '../../core/curriculum/integrity';
import { readContent } from '../content/authors';

interface Output {
  out(text: string): void;
  err(text: string): void;
}

/**
 * `cpin content check [DIR]`: reads an author's folder (`.` by default), prints each problem as `file:line: sentence`, then what is announced and
 * not there yet. Exit: 0 no problem, 1 problems, 2 no content in that folder or wrong arguments.
 */
export function contentCommand(args: readonly string[], output: Output): number {
  const [action, folder = '.', ...rest] = args;
  if (action !== 'check' || rest.length > 0) {
    output.err('Emploi : cpin content check [DOSSIER]\n');
    return 2;
  }
  const content = readContent(folder);
  if (content.catalog.modules.length === 0 && content.problems.length === 0) {
    output.err(`cpin : « ${folder} » ne contient aucun module (walkthroughs/<module>/module.yaml). Indiquez le dossier de l’auteur.\n`);
    return 2;
  }
  // Links between files are only worth checking once each file is valid: a broken one would make all its friends look broken.
  const problems = content.problems.length > 0 ? content.problems : contentFaults(content).map(fault => content.places.locate(fault));
  for (const { file, line, message } of problems) output.out(`${file}${line === undefined ? '' : `:${line}`}: ${message}\n`);
  const coming = announced(content);
  if (coming.length > 0) output.out(`\nÀ venir (${coming.length}) :\n${coming.map(item => `  ${item}\n`).join('')}`);
  output.out(problems.length === 0 ? '\nAucun problème.\n' : `\n${problems.length} ${problems.length === 1 ? 'problème' : 'problèmes'}.\n`);
  return problems.length === 0 ? 0 : 1;
}

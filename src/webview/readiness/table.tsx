import { format } from '../../protocol/format';
import type { CompetenceView } from '../../protocol/readiness';
import type { PageProps, ViewMessage, Words } from './page';

/** The figures of the map, a line a competence, each leading to its page. */
export function MasteryTable({ message, post }: Pick<PageProps, 'post'> & { message: ViewMessage }) {
  const { view, strings: words, progress } = message;
  return (
    <div class="table" tabIndex={0} role="region" aria-label={words.table}>
      <table class="wide">
        <caption>{words.table}</caption>
        <thead><tr><th scope="col">{words.competence}</th><th scope="col">{words.state}</th><th scope="col">{words.mastery}</th><th scope="col">{words.evidence}</th></tr></thead>
        {view.modules.map(module => (
          <tbody key={module.title}>
            <tr><th scope="rowgroup" colSpan={4} lang="fr">{module.title}</th></tr>
            {module.competences.map(competence => (
              <tr key={competence.id}>
                <th scope="row" lang="fr"><button type="button" class="link" onClick={() => post({ type: 'open', href: `coach:competence:${competence.id}` })}>{competence.title}</button></th>
                <td>{progress[competence.state]}</td>
                <td>{masteryText(competence, words)}</td>
                <td>{format(words.evidenceValue, { firsts: competence.firsts, checks: competence.checks })}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function masteryText({ mastery }: CompetenceView, words: Words): string {
  return mastery ? format(words.masteryValue, mastery) : words.notMeasured;
}

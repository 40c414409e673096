import { format } from '../../protocol/format';
import type { PlacementView } from '../../protocol/exam';
import { Heading } from '../quiz/heading';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { AllItems } from './all-items';
import type { PageOf, PageProps, Words } from './types';

/** What a placement proposes: the modules of the profile in order, what seems known already, and the right to skip it. */
export function PathPage({ message, view, path, post, focus }: PageProps & { view: PageOf<'result'>; path: PlacementView }) {
  const { strings: words, skipped } = message;
  const known = path.modules.flatMap(module => module.competences).filter(competence => competence.known);
  return (
    <>
      <Heading text={words.path} focus={focus} />
      <p class="lead">{words.pathLead}</p>
      <ol>
        {path.modules.map(({ title, competences }) => (
          <li key={title}>
            <h2 lang="fr">{title}</h2>
            <ul class="plain-list">{competences.map(competence => <Competence key={competence.id} competence={competence} words={words} onOpen={() => post({ type: 'open', href: competence.href })} />)}</ul>
          </li>
        ))}
      </ol>
      <div role="status">{known.length === 0 ? <p>{words.pathNone}</p> : skipped && <p class="notice success"><Icon name="pass" /><span>{words.skipped}</span></p>}</div>
      <div class="actions">
        {known.length > 0 && !skipped && <Button label={words.skip} onClick={() => post({ type: 'skip', session: view.session })} />}
        <Button kind="secondary" label={words.prerequisites} onClick={() => post({ type: 'open', href: 'coach:guide:prerequis' })} />
        <Button kind="quiet" label={words.againPlacement} onClick={() => post({ type: 'choose' })} />
      </div>
      <AllItems view={view} words={words} post={post} />
    </>
  );
}

function Competence({ competence, words, onOpen }: { competence: PlacementView['modules'][number]['competences'][number]; words: Words; onOpen: () => void }) {
  const { title, asked, right, known } = competence;
  return (
    <li>
      <span class={`badge ${known ? 'success' : ''}`}><Icon name={known ? 'pass' : 'circle-large-outline'} /> {known ? words.pathKnown : words.pathToDo}</span>{' '}
      <button type="button" class="link" lang="fr" onClick={onOpen}>{title}</button>{' '}
      <span class="muted small">{asked === 0 ? words.pathUnasked : format(words.pathDetail, { right, asked })}</span>
    </li>
  );
}

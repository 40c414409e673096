import type { FromReader, ToReader } from '../../protocol/reader';
import { Icon } from '../shared/icon';
import { Bar } from './bar';
import { Block } from './block';
import { End } from './end';
import { Link } from './link';

type Shown = Extract<ToReader, { type: 'show' }>;

/** A page of the reader: where it stands, its title, its parts, and what comes next. */
export function ReaderPage({ page, strings, state, post }: Shown & { post: (message: FromReader) => void }) {
  const open = (href: string) => post({ type: 'open', href });
  return (
    <>
      <Bar strings={strings} canGoBack={state.at > 0} canGoForward={state.at < state.entries.length - 1} post={post} />
      <article aria-labelledby="title">
        <p class="eyebrow">
          {page.parent && <Link link={page.parent} onOpen={open} />}
          {page.parent && <Icon name="chevron-right" />}
          <span>{page.eyebrow}</span>
        </p>
        <h1 id="title" tabIndex={-1} lang="fr">{page.title}</h1>
        {page.lead && <p class="lead">{page.lead}</p>}
        {page.badges.length > 0 && (
          <ul class="badges">
            {page.badges.map(badge => <li key={badge.text} class={`badge ${badge.tone ?? ''}`}><Icon name={badge.icon} />{badge.text}</li>)}
          </ul>
        )}
        {page.blocks.map((block, index) => <Block key={index} block={block} id={`part-${index}`} onOpen={open} />)}
        <End page={page} strings={strings} post={post} />
        {(page.ref.startsWith('lesson:') || page.ref.startsWith('term:')) && <p><button type="button" class="link small" onClick={() => post({ type: 'suggest', ref: page.ref })}>{strings.suggest}</button></p>}
      </article>
    </>
  );
}

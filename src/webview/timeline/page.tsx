import { AbsentPart } from '../platform/absent';
import { LiveRegion } from '../shared/live';
import { Controls } from './controls';
import type { Model, Post } from './model';
import { Moments } from './moments';
import { Then } from './then';
import { format } from '../../protocol/format';

/** A run on its virtual time: how fast it goes, what happened, and the platform at the moment chosen. */
export function TimelinePage({ model: { run, then, playing, absent }, details, setDetails, post }: { model: Model; details: boolean; setDetails: (details: boolean) => void; post: Post }) {
  if (absent) return <AbsentPart absence={absent} start={absent.startLabel} onStart={() => post({ type: 'start' })} />;
  if (!run) return null;
  const { view, words } = run;
  const moments = details ? view.moments : view.moments.filter(({ detail }) => !detail);
  return (
    <>
      <h1>{view.title}</h1>
      <p class="muted">{words.lead}</p>
      <LiveRegion text={then && !playing ? format(words.then, { time: then.time }) : ''} />
      <Controls view={view} moments={moments} then={then} playing={playing} details={details} words={words} post={post} />
      <div class="columns">
        <section aria-labelledby="happened">
          <h2 id="happened">{words.list}</h2>
          <p><label class="check"><input type="checkbox" checked={details} onChange={event => setDetails(event.currentTarget.checked)} /> {words.details}</label></p>
          {moments.length === 0 ? <p class="notice">{words.empty}</p> : <Moments moments={moments} at={then?.at} words={words} post={post} />}
        </section>
        {then && <Then view={then} words={words} post={post} />}
      </div>
      <p class="muted small">{words.live}</p>
    </>
  );
}

import type { StepView, ToPlatform, WhyView } from '../../protocol/platform';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { PageProps } from './page';

type Words = ToPlatform['strings'];

/** Each thing that is wrong, from what is seen down to its cause, each step with what it leads to. */
export function WhyPart({ view, words, post }: { view: WhyView; words: Words; post: PageProps['post'] }) {
  return (
    <>
      <h1>{view.title}</h1>
      {view.about !== undefined && <p class="muted">{view.about}</p>}
      {view.chains.length === 0 && <p class="notice"><Icon name="pass" /><span>{view.well}</span></p>}
      {view.chains.map(({ environment, steps }, chain) => (
        <section key={chain} aria-labelledby={`chain-${chain}`}>
          <h2 id={`chain-${chain}`}><Icon name="error" /> <span lang="fr">{steps[0]?.what}</span> <span class="muted small">{environment}</span></h2>
          {steps[0] && <Doors step={steps[0]} open={type => post({ type, chain, step: 0 })} />}
          {steps.length > 1 && <p class="muted">{words.because}</p>}
          <ol class="causes">
            {steps.slice(1).map((step, index) => (
              <li key={index}>
                <span lang="fr">{step.what}</span>
                <Doors step={step} open={type => post({ type, chain, step: index + 1 })} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {view.elsewhere && <div class="actions"><Button kind="secondary" icon="question" label={words.showAll} onClick={() => post({ type: 'all' })} /></div>}
      {view.chains.length > 0 && <p class="muted small">{words.whyLive}</p>}
    </>
  );
}

function Doors({ step: { place, subject }, open }: { step: StepView; open: (type: 'place' | 'subject') => void }) {
  if (place === undefined && subject === undefined) return null;
  return (
    <span class="doors">
      {place !== undefined && <button type="button" class="link" onClick={() => open('place')}><Icon name="go-to-file" /> {place}</button>}
      {subject !== undefined && <button type="button" class="link" onClick={() => open('subject')}><Icon name="output" /> {subject}</button>}
    </span>
  );
}

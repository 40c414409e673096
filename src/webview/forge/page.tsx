import type { ForgeAct, FromForge, ToForge, WorkItemView } from '../../protocol/forge';
import { AbsentPart } from '../platform/absent';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { Changes } from './changes';
import { Discussion } from './discussion';

interface PageProps {
  readonly message: Exclude<ToForge, { type: 'commented' }>;
  /** The comment being written. */
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly post: (message: FromForge) => void;
}

const icons: Readonly<Record<ForgeAct, string>> = { approve: 'thumbsup', merge: 'git-merge', close: 'close', reopen: 'issue-reopened' };

/** A merge request or an issue: what it is, what stands in its way, what it changes, what was said, and what can be done. */
export function ForgePage({ message, typed, onType, post }: PageProps) {
  const { strings: words } = message;
  if (message.type === 'absent') return <AbsentPart absence={message} start={message.startLabel} onStart={() => post({ type: 'start' })} />;
  const { view } = message;
  return (
    <>
      <h1>{view.title}</h1>
      <p role="status"><Icon name={view.icon} /> {view.state}</p>
      <Acts view={view} words={words} act={act => post({ type: 'act', act })} />
      {view.changes && view.acts.includes('merge') && <Blockers blockers={view.blockers} words={words} />}
      <dl class="facts">{view.facts.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      <h2>{words.description}</h2>
      {view.description ? <p class="written" lang="fr">{view.description}</p> : <p class="muted">{words.noDescription}</p>}
      {view.changes && <Changes changes={view.changes} words={words} open={index => post({ type: 'file', index })} />}
      <Discussion view={view} words={words} typed={typed} onType={onType} send={() => post({ type: 'comment', text: typed.trim() })} />
      <p class="muted small">{words.live}</p>
    </>
  );
}

function Acts({ view: { acts, blockers }, words, act }: { view: WorkItemView; words: ToForge['strings']; act: (act: ForgeAct) => void }) {
  if (acts.length === 0) return null;
  return (
    <div class="actions">
      {acts.map(one => <Button key={one} kind={one === 'merge' ? 'main' : 'secondary'} icon={icons[one]} label={words[one]} disabled={one === 'merge' && blockers.length > 0} onClick={() => act(one)} />)}
    </div>
  );
}

function Blockers({ blockers, words }: { blockers: readonly string[]; words: ToForge['strings'] }) {
  if (blockers.length === 0) return <p class="notice"><Icon name="pass" /><span>{words.canMerge}</span></p>;
  return (
    <section aria-labelledby="blockers">
      <h2 id="blockers">{words.blockers}</h2>
      <ul lang="fr">{blockers.map((blocker, index) => <li key={index}>{blocker}</li>)}</ul>
    </section>
  );
}

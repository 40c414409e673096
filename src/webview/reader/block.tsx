import type { ComponentChildren } from 'preact';
import type { BlockView } from '../../protocol/reader';
import { Icon } from '../shared/icon';
import { Markdown } from '../shared/markdown';
import { Link } from './link';

export interface BlockProps {
  readonly block: BlockView;
  readonly id: string;
  readonly onOpen: (href: string) => void;
}

const icons = { warning: 'warning', error: 'error', success: 'pass', info: 'info' } as const;

/** One part of a page, under its heading if it has one. */
export function Block({ block, id, onOpen }: BlockProps) {
  switch (block.type) {
    case 'html': return <Part id={id} heading={block.heading}>{block.tone ? <Notice tone={block.tone} html={block.html} onOpen={onOpen} /> : <Markdown html={block.html} onLink={onOpen} />}</Part>;
    case 'links': return <Part id={id} heading={block.heading}><Links links={block.links} onOpen={onOpen} /></Part>;
    case 'table': return <Part id={id} heading={block.heading}><Table block={block} /></Part>;
  }
}

function Part({ id, heading, children }: { id: string; heading: string | undefined; children: ComponentChildren }) {
  if (heading === undefined) return <div class="part">{children}</div>;
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
    </section>
  );
}

function Notice({ tone, html, onOpen }: { tone: keyof typeof icons; html: string; onOpen: (href: string) => void }) {
  return (
    <div class={`notice ${tone}`}>
      <Icon name={icons[tone]} />
      <Markdown html={html} onLink={onOpen} />
    </div>
  );
}

function Links({ links, onOpen }: { links: Extract<BlockView, { type: 'links' }>['links']; onOpen: (href: string) => void }) {
  return (
    <ul class="link-list" lang="fr">
      {links.map(link => (
        <li key={link.href + link.label}>
          <Link link={link} onOpen={onOpen} />
          {link.note && <span class="muted small">{link.note}</span>}
        </li>
      ))}
    </ul>
  );
}

function Table({ block }: { block: Extract<BlockView, { type: 'table' }> }) {
  return (
    <table class="wide">
      <caption class="muted small">{block.caption}</caption>
      <thead><tr>{block.head.map(cell => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
      <tbody>
        {block.rows.map(([first, ...cells]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {cells.map((cell, index) => <td key={index}>{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

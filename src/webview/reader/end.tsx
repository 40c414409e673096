import { useEffect, useRef } from 'preact/hooks';
import type { FromReader, ToReader } from '../../protocol/reader';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { LiveRegion } from '../shared/live';

export interface EndProps {
  readonly page: Extract<ToReader, { type: 'show' }>['page'];
  readonly strings: Extract<ToReader, { type: 'show' }>['strings'];
  readonly post: (message: FromReader) => void;
}

/** The end of a lesson: reaching it by scrolling says that it was read; a lesson that fits the window has its button. */
export function End({ page, strings, post }: EndProps) {
  const end = useRef<HTMLElement>(null);
  const unread = page.lesson !== undefined && !page.lesson.read;
  useEffect(() => {
    if (!unread || !end.current) return undefined;
    const observer = new IntersectionObserver(entries => {
      // At the very top nothing was scrolled: a page that fits its window was shown, and not necessarily read.
      if (window.scrollY > 0 && entries.some(entry => entry.isIntersecting)) post({ type: 'read', ref: page.ref });
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [page.ref, unread]);

  if (!page.lesson) return null;
  const { practice, next } = page;
  return (
    <footer class="end" ref={end}>
      <LiveRegion text={page.lesson.read ? strings.readSaved : ''} />
      {page.lesson.read ? <p class="badge success"><Icon name="pass-filled" />{strings.read}</p> : <Button kind="secondary" icon="check" label={strings.markRead} onClick={() => post({ type: 'read', ref: page.ref })} />}
      <div class="actions">
        {practice && <Button kind={next ? 'secondary' : 'main'} icon="question" label={practice.label} onClick={() => post({ type: 'open', href: practice.href })} />}
        {next && <Button icon="arrow-right" label={next.label} onClick={() => post({ type: 'open', href: next.href })} />}
      </div>
      {!next && <p class="muted">{strings.end}</p>}
    </footer>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../shared/icon';

/** The page's title; takes the focus when asked, so that the keyboard and the screen reader start at the top of what is new. */
export function Heading({ text, focus, icon }: { text: string; focus: boolean; icon?: 'pass' | 'error' }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focus) return;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {icon && <span class={`toned ${icon === 'pass' ? 'success' : 'error'}`}><Icon name={icon} /> </span>}
      {text}
    </h1>
  );
}

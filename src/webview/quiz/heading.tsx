import { useEffect, useRef } from 'preact/hooks';

/** The page's title; takes the focus when asked, so that the keyboard and the screen reader start at the top of what is new. */
export function Heading({ text, focus }: { text: string; focus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focus) return;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return <h1 ref={heading} tabIndex={-1}>{text}</h1>;
}

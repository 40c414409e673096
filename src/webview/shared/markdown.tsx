export interface MarkdownProps {
  /** Made by the host's `renderMarkdown` and by nothing else: there every tag is ours and every link has been judged. */
  readonly html: string;
  /** Receives the link as written (`coach:…` or the address of a source); the host judges it again before it opens anything. */
  readonly onLink: (href: string) => void;
  /** Content is in French even when the interface is not. */
  readonly lang?: string;
  readonly class?: string;
}

/** A block of rendered Markdown: follows its links through the host and copies its code. */
export function Markdown({ html, onLink, lang = 'fr', class: name = '' }: MarkdownProps) {
  const click = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const link = target?.closest('[data-link]');
    const copy = target?.closest<HTMLElement>('[data-copied]');
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      onLink(link.getAttribute('data-link') ?? '');
    } else if (copy) {
      void copyCode(copy);
    }
  };
  return <div class={`markdown ${name}`} lang={lang} onClick={click} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Copies the code beside the button and says so on the button itself, which is a live region for that moment. */
async function copyCode(button: HTMLElement): Promise<void> {
  const code = button.closest('figure')?.querySelector('pre')?.textContent ?? '';
  await navigator.clipboard.writeText(code);
  const label = button.querySelector('[aria-live]');
  if (!label) return;
  label.textContent = button.dataset['copied'] ?? '';
  window.setTimeout(() => (label.textContent = button.dataset['copy'] ?? ''), 2000);
}

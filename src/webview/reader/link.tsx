import type { LinkView } from '../../protocol/reader';

/** A link the host follows; without an address it is something that has no page yet, shown as text. */
export function Link({ link, onOpen }: { link: LinkView; onOpen: (href: string) => void }) {
  if (link.href === '') return <span>{link.label}</span>;
  const click = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onOpen(link.href);
  };
  return <a href="#" data-link={link.href} onClick={click}>{link.label}</a>;
}

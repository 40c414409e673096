import type { QuestionView } from '../../protocol/quiz';

/** The file, log or manifest a question is about; what is wider than the page scrolls in its own box, which the keyboard reaches. */
export function Exhibit({ exhibit, label }: { exhibit: NonNullable<QuestionView['exhibit']>; label: string }) {
  const title = exhibit.title ?? label;
  return (
    <figure class="code" lang="fr">
      <figcaption><span>{title}</span></figcaption>
      <pre tabIndex={0} role="region" aria-label={title}><code>{exhibit.text}</code></pre>
    </figure>
  );
}

/** One line of French made by the host's `renderInline` and by nothing else: there every tag is ours. */
export function Inline({ html }: { html: string }) {
  return <span lang="fr" dangerouslySetInnerHTML={{ __html: html }} />;
}

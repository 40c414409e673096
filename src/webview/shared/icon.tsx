/** A codicon, by its name in the editor's icon set. Icons decorate: whatever they mean is also said in words beside them. */
export function Icon({ name }: { name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

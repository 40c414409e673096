/** Says `text` to screen readers when it changes, without moving the focus. Keep it mounted: a region that appears with its text is not read. */
export function LiveRegion({ text }: { text: string }) {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** Replaces `{name}` by its value; an unknown name is left as written, so that a mistake shows instead of vanishing. */
export function format(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

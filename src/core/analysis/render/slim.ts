import { CST, Parser } from 'yaml';
import { isRendered, type RenderPort } from './port';

/** What describes the objects of a CustomResourceDefinition is most of it, means nothing to Kustomize, and makes it slow. */
const described = 'openAPIV3Schema';
/** In place of a description: one that says nothing. */
const nothing = '{type: object}\n';
/** Below this many characters a file costs less than what it would save. */
const large = 10_000;

/**
 * An engine that builds overlays without the descriptions in their CustomResourceDefinitions: everything else of what it renders is as it would be. What does
 * not render so, as where a patch removes a part of a description, is rendered whole. For analyses only: what is shown to somebody is whole.
 */
export function withoutDescriptions(port: RenderPort): RenderPort {
  const slim = new Map<string, string>();
  const slimmed = (text: string) => {
    if (text.length < large || !text.includes(described)) return text;
    const known = slim.get(text) ?? undescribed(text);
    slim.set(text, known);
    return known;
  };
  return {
    render: async request => {
      if (request.engine !== 'kustomize') return port.render(request);
      const files = Object.fromEntries(Object.entries(request.files).map(([name, text]) => [name, slimmed(text)]));
      if (Object.entries(files).every(([name, text]) => text === request.files[name])) return port.render(request);
      const outcome = await port.render({ ...request, files });
      return isRendered(outcome) ? outcome : port.render(request);
    },
  };
}

/** The text without the descriptions of its CustomResourceDefinitions. One that does not read well renders in no way, and is then given whole. */
function undescribed(text: string): string {
  const parts: { readonly start: number; readonly end: number }[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type !== 'document' || token.value?.type !== 'block-map' || textOf(valueOf(token.value, 'kind')) !== 'CustomResourceDefinition') continue;
    const spec = valueOf(token.value, 'spec');
    const versions = valueOf(spec, 'versions');
    const schemas = versions?.type === 'block-seq' ? versions.items.map(item => valueOf(item.value, 'schema')) : [];
    for (const schema of [...schemas, valueOf(spec, 'validation')]) {
      const description = valueOf(schema, described);
      if (description?.type === 'block-map') parts.push({ start: description.offset, end: description.offset + CST.stringify(description).length });
    }
  }
  let out = '';
  let done = 0;
  for (const { start, end } of parts.sort((a, b) => a.start - b.start)) {
    out += text.slice(done, start) + nothing;
    done = end;
  }
  return out + text.slice(done);
}

function valueOf(token: CST.Token | null | undefined, key: string): CST.Token | undefined {
  return token?.type === 'block-map' ? (token.items.find(item => textOf(item.key) === key)?.value ?? undefined) : undefined;
}

function textOf(token: CST.Token | null | undefined): string | undefined {
  return token && (token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') ? (CST.resolveAsScalar(token, true, () => undefined)?.value ?? undefined) : undefined;
}

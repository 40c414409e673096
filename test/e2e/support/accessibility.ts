import type { CDPSession, Frame, Page } from 'playwright-core';

/** A node of the accessibility tree, as the browser gives it to a screen reader: what it is, its name and, for a live region, how it speaks and what it says. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly live?: string;
  readonly text: string;
  readonly focused: boolean;
}

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
  readonly childIds?: readonly string[];
}
interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

/** The accessibility tree of a webview's page, flat. */
export async function heard(page: Page, frame: Frame): Promise<readonly Heard[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree', { frameId: await idOf(session, frame) })) as { nodes: readonly AxNode[] };
    const known = new Map(nodes.map(node => [node.nodeId, node]));
    const property = (node: AxNode, name: string) => node.properties?.find(one => one.name === name)?.value.value;
    return nodes.filter(node => !node.ignored).map(node => {
      const live = property(node, 'live');
      return { role: node.role?.value ?? '', name: node.name?.value ?? '', ...(typeof live === 'string' && { live }), text: textOf(node, known), focused: property(node, 'focused') === true };
    });
  } finally {
    await session.detach();
  }
}

/** What the live regions of a page say now, without those that are silent. */
export async function announced(page: Page, frame: Frame): Promise<string[]> {
  return (await heard(page, frame)).flatMap(({ role, live, text }) => ((role === 'status' || role === 'alert') && live !== undefined && live !== 'off' && text !== '' ? [text] : []));
}

function textOf(node: AxNode, known: ReadonlyMap<string, AxNode>): string {
  if (node.role?.value === 'StaticText') return node.name?.value ?? '';
  return (node.childIds ?? []).map(id => known.get(id)).map(child => (child ? textOf(child, known) : '')).join('').trim();
}

/** How the browser names a frame: by its place among its neighbours, as a page that is written by a script has no address of its own. */
async function idOf(session: CDPSession, frame: Frame): Promise<string> {
  const parent = frame.parentFrame();
  const { frameTree } = (await session.send('Page.getFrameTree')) as { frameTree: FrameTree };
  const path: number[] = [];
  for (let [child, above] = [frame, parent]; above; [child, above] = [above, above.parentFrame()]) path.unshift(above.childFrames().indexOf(child));
  const found = path.reduce<FrameTree | undefined>((tree, at) => tree?.childFrames?.[at], frameTree);
  if (!found) throw new Error(`The browser does not know the frame ${frame.url()}.`);
  return found.frame.id;
}

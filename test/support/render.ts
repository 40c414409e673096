import { enginesIn, type RenderThread } from '../../src/node/render/render-thread';

/** The real engines, as they ship. */
export const realEngines = (options: { readonly limit?: number } = {}): RenderThread => enginesIn('dist', options);

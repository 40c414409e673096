// The part of git's protocol that a server reads before it takes a push (git, `Documentation/gitprotocol-pack.adoc`).

/** One ref that a push asks to move. */
export interface RefUpdate {
  readonly from: string;
  readonly to: string;
  readonly ref: string;
}

/** The refs that the body of a push names, before its pack. */
export function commandsOf(body: Buffer): RefUpdate[] {
  const updates: RefUpdate[] = [];
  for (let at = 0; at + 4 <= body.length; ) {
    const size = parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(size > 4)) break;
    const [, from = '', to = '', ref = ''] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([^\0\n]+)/.exec(body.toString('utf8', at + 4, at + size)) ?? [];
    if (ref !== '') updates.push({ from, to, ref });
    at += size;
  }
  return updates;
}

function line(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const flush = Buffer.from('0000');

/** Where the pack of a push begins in its body: after the flush that ends its commands. */
export function packOf(body: Buffer): Buffer {
  let at = 0;
  while (at + 4 <= body.length) {
    const size = parseInt(body.toString('latin1', at, at + 4), 16);
    at += size > 4 ? size : 4;
    if (!(size > 4)) break;
  }
  return body.subarray(at);
}

/** A line that git shows after `remote:`. */
export function remark(text: string): Buffer {
  return line(Buffer.concat([Buffer.from([2]), Buffer.from(text)]));
}

/** The answer to a push that is refused: nothing of it is taken. `said` is GitLab's own sentence. */
export function refusal(updates: readonly RefUpdate[], said: string): Buffer {
  const report = Buffer.concat([line('unpack ok\n'), ...updates.map(({ ref }) => line(`ng ${ref} pre-receive hook declined\n`)), flush]);
  return Buffer.concat([remark(`GitLab: ${said}\n`), line(Buffer.concat([Buffer.from([1]), report])), flush]);
}

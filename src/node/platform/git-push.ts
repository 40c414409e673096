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

/** The answer to a push that a protected branch refuses: nothing of it is taken, in GitLab's words. */
export function refusal(updates: readonly RefUpdate[], refused: readonly RefUpdate[]): Buffer {
  const deleted = refused.every(({ to }) => /^0+$/.test(to));
  const said = deleted ? 'GitLab: You can only delete protected branches using the web interface.' : 'GitLab: You are not allowed to push code to protected branches on this project.';
  const report = Buffer.concat([line('unpack ok\n'), ...updates.map(({ ref }) => line(`ng ${ref} pre-receive hook declined\n`)), flush]);
  return Buffer.concat([line(Buffer.concat([Buffer.from([2]), Buffer.from(`${said}\n`)])), line(Buffer.concat([Buffer.from([1]), report])), flush]);
}

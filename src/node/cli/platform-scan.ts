import { format } from '../../protocol/format';
import { exit, type Command } from './command';
import { running } from './platform-client';
import { state } from './platform-state';

/** `cpin platform scan`: what Harbor reports of each image, so that it can be mended at its line. */
export const scan: Command = {
  path: ['platform', 'scan'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.scanSummary,
  async run(args, terminal) {
    const { strings: { platform }, out } = terminal;
    const images = (await (await running(args, terminal)).status()).projects.flatMap(project => project.images).filter(one => one.scan);
    for (const { repository, tag, scan: items = [] } of images) {
      const lines = items.map(({ severity, id, title, line }) => `  ${severity.padEnd(8)}  ${id}  ${title}${line === undefined ? '' : `  (${format(platform.scanLine, { line })})`}\n`);
      out(`${platform.image} ${repository}:${tag}\n${lines.join('') || `  ${platform.scanClean}\n`}`);
    }
    return images.some(({ scan: items = [] }) => items.length > 0) ? exit.found : exit.ok;
  },
};

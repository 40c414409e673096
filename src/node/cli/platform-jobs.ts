import type { PipelineCommand } from '../../core/platform/pipeline/command';
import { exit, Refusal, type Command } from './command';
import { running, settled } from './platform-client';
import { statusText } from './platform-report';
import { state } from './platform-state';

const options = { state } as const;

/** A hand on a job or a pipeline, by its number; its outcome is the platform as it is then. */
function onJobs(words: readonly string[], summary: Command['summary'], commandOf: (number: number) => PipelineCommand): Command {
  return {
    path: ['platform', ...words], operands: ['N'], options, usage: '[--state DIR]', summary,
    async run(args, terminal) {
      const client = await running(args, terminal);
      const { ok, message } = await client.give(commandOf(Number(args.positionals[0])));
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
      await settled(client, terminal);
      terminal.out(statusText(await client.status(), terminal));
      return exit.ok;
    },
  };
}

const log: Command = {
  path: ['platform', 'job', 'log'], operands: ['N'], options, usage: '[--state DIR]', summary: ({ platform }) => platform.jobLogSummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    const number = Number(args.positionals[0]);
    const known = (await client.status()).projects.some(({ pipelines }) => pipelines.some(({ jobs }) => jobs.some(({ id }) => id === number)));
    if (!known) throw new Refusal(terminal.strings.platform.noSuchJob);
    terminal.out(await client.jobLog(number));
    return exit.ok;
  },
};

export const jobCommands: readonly Command[] = [
  log,
  onJobs(['job', 'play'], ({ platform }) => platform.jobPlaySummary, job => ({ type: 'play-job', job })),
  onJobs(['job', 'retry'], ({ platform }) => platform.jobRetrySummary, job => ({ type: 'retry-job', job })),
  onJobs(['job', 'cancel'], ({ platform }) => platform.jobCancelSummary, job => ({ type: 'cancel-job', job })),
  onJobs(['pipeline', 'retry'], ({ platform }) => platform.pipelineRetrySummary, pipeline => ({ type: 'retry-pipeline', pipeline })),
  onJobs(['pipeline', 'cancel'], ({ platform }) => platform.pipelineCancelSummary, pipeline => ({ type: 'cancel-pipeline', pipeline })),
];

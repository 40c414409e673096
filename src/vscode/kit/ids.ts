// Every id shared with package.json, typed once: raw ids appear nowhere else, and a unit test proves that the manifest holds the same.

export const commands = {
  walkthroughOpen: 'coachCpin.walkthrough.open',
  quizStart: 'coachCpin.quiz.start',
  examOpen: 'coachCpin.exam.open',
  placementOpen: 'coachCpin.placement.open',
  readerOpen: 'coachCpin.reader.open',
  ruleOpen: 'coachCpin.rule.open',
  suggest: 'coachCpin.suggest',
  renderShow: 'coachCpin.render.show',
  findingPin: 'coachCpin.finding.pin',
  findingIgnore: 'coachCpin.finding.ignore',
  labStart: 'coachCpin.lab.start',
  labVerify: 'coachCpin.lab.verify',
  labHint: 'coachCpin.lab.hint',
  labReset: 'coachCpin.lab.reset',
  auditRun: 'coachCpin.audit.run',
  auditReport: 'coachCpin.audit.report',
  auditSave: 'coachCpin.audit.save',
  auditReveal: 'coachCpin.audit.reveal',
  platformStart: 'coachCpin.platform.start',
  platformStop: 'coachCpin.platform.stop',
  platformDeploy: 'coachCpin.platform.deploy',
  platformAccelerate: 'coachCpin.platform.accelerate',
  platformWhy: 'coachCpin.platform.why',
  platformLog: 'coachCpin.platform.log',
  platformObject: 'coachCpin.platform.object',
  platformMap: 'coachCpin.platform.map',
  platformTimeline: 'coachCpin.platform.timeline',
  platformClusterMessage: 'coachCpin.platform.clusterMessage',
  platformItem: 'coachCpin.platform.item',
  platformNewRequest: 'coachCpin.platform.newRequest',
  platformNewIssue: 'coachCpin.platform.newIssue',
  platformRemoveEnvironment: 'coachCpin.platform.removeEnvironment',
  platformRemoveRepository: 'coachCpin.platform.removeRepository',
  platformSaveRun: 'coachCpin.platform.saveRun',
  platformLoadRun: 'coachCpin.platform.loadRun',
  platformReset: 'coachCpin.platform.reset',
  platformRefresh: 'coachCpin.platform.refresh',
  copilotOpen: 'coachCpin.copilot.open',
  copilotExplain: 'coachCpin.copilot.explain',
  copilotSetKey: 'coachCpin.copilot.setKey',
  copilotForgetKey: 'coachCpin.copilot.forgetKey',
  progressOpen: 'coachCpin.progress.page',
  progressReset: 'coachCpin.progress.reset',
  progressExport: 'coachCpin.progress.export',
  progressImport: 'coachCpin.progress.import',
  progressErase: 'coachCpin.progress.erase',
} as const;

export const views = { labs: 'coachCpin.labs', audit: 'coachCpin.audit', platform: 'coachCpin.platform', progress: 'coachCpin.progress' } as const;
export const settings = { section: 'coachCpin', language: 'language', diagnostics: 'diagnostics', auditEnvironment: 'audit.environment', auditOnSave: 'audit.onSave', auditEslint: 'audit.workspaceEslint', platformKubeconfig: 'platform.kubeconfig', platformRunTests: 'platform.runTests', dailyReview: 'review.daily', baseUrl: 'copilot.baseUrl', model: 'copilot.model' } as const;
export const walkthroughs = {
  base: 'coach-cpin.coach-cpin#base',
  practitioner: 'coach-cpin.coach-cpin#practitioner',
  contributeur: 'coach-cpin.coach-cpin#contributeur',
  coaching: 'coach-cpin.coach-cpin#coaching',
  communautes: 'coach-cpin.coach-cpin#communautes',
} as const;
export const terminalProfile = 'coachCpin.terminal';
/** Read-only documents that show what a chart or an overlay renders. */
export const renderScheme = 'coachcpin-render';
/** What `when` clauses of the manifest ask. */
export const contexts = { platformRuns: 'coachCpin.platform.runs' } as const;
/** Read-only documents of what the simulated platform holds: logs, objects. */
export const platformScheme = 'coachcpin-platform';
export const diagnosticSource = 'Cloud π Native';
/** A walkthrough step completes when its competence is acquired, according to the journal. */
export const acquiredKey = (competence: string) => `coachCpin.acquired.${competence}`;

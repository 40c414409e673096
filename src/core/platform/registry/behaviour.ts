/** What an application does when it runs: scenario data, which no learner writes. Durations are in milliseconds. */
export interface Behaviour {
  /** The ports it listens on; those of the image by default. */
  readonly listens?: readonly number[];
  /** The environment variable that says on which port it listens, if there is one. */
  readonly portVariable?: string;
  readonly readyAfter: number;
  /** What it answers, by path; 404 elsewhere. */
  readonly answers: Readonly<Record<string, number>>;
  /** Variables without which it stops at once, with the line it then writes. */
  readonly needs?: readonly { readonly variable: string; readonly message: string }[];
  /** Files of its image that its start rewrites: what a user without rights, or a read-only file system, keeps it from. */
  readonly edits?: readonly string[];
  /** What it connects to before it serves, by the variable that says where or a fixed address: it ends when it cannot. `{error}` in the line is what the system answers. */
  readonly connects?: readonly { readonly variable?: string; readonly address?: string; readonly port?: number; readonly line?: string }[];
  /** It always ends so: a program that is not there, an error of its own. */
  readonly fault?: { readonly line: string; readonly code: number };
  /** What it keeps in memory, in bytes. */
  readonly memory: number;
  readonly cpuMillis: number;
  /** What it writes when it starts and once it listens; `{port}` is its port. */
  readonly logs: { readonly starting?: readonly string[]; readonly ready?: readonly string[] };
  /** Folders it writes to: a read-only file system makes it fail. */
  readonly writes?: readonly string[];
  /** It does its work and ends: a job. Absent for a server. */
  readonly endsAfter?: number;
  /** The programs it can be asked to run in place of its own (`command`); absent when any is accepted. */
  readonly programs?: readonly string[];
}

/**
 * What is supposed of an application of which no scenario says anything: it listens on the port its image exposes, is ready in two seconds, and answers
 * 200 on `/` and on the two paths the platform asks of every application, `/health` and `/metrics` (EXI-ARCH-12).
 */
export const defaultBehaviour: Behaviour = {
  readyAfter: 2_000,
  answers: { '/': 200, '/health': 200, '/metrics': 200 },
  memory: 48 * 1024 * 1024,
  cpuMillis: 5,
  logs: { starting: ['{"level":"info","message":"démarrage (application sans scénario : comportement par défaut de la plateforme simulée)"}'], ready: ['{"level":"info","message":"à l’écoute","port":{port}}'] },
};

/** What libraries answer of themselves, by the artifact that a build file names (Spring Boot Actuator, Quarkus SmallRye Health and Micrometer). */
const libraries: readonly { readonly artifact: string; readonly paths: readonly string[] }[] = [
  { artifact: 'spring-boot-starter-actuator', paths: ['/actuator', '/actuator/health', '/actuator/health/liveness', '/actuator/health/readiness', '/actuator/info'] },
  { artifact: 'micrometer-registry-prometheus', paths: ['/actuator/prometheus'] },
  { artifact: 'quarkus-smallrye-health', paths: ['/q/health', '/q/health/live', '/q/health/ready', '/q/health/started'] },
];

/** The same, with what its libraries answer: `builds` are the texts of its `pom.xml` and Gradle files. */
export function supposedBehaviour(builds: readonly string[]): Behaviour {
  const paths = libraries.filter(({ artifact }) => builds.some(text => new RegExp(`[>:'"]${artifact}[<:'"]`).test(text))).flatMap(library => library.paths);
  return paths.length === 0 ? defaultBehaviour : { ...defaultBehaviour, answers: { ...defaultBehaviour.answers, ...Object.fromEntries(paths.map(path => [path, 200])) } };
}

// What the name of a source file says of it.

/** TypeScript and JavaScript, those of Vue components included; declarations and what is made by tools left out. */
export function isTypeScript(file: string): boolean {
  return /\.([cm]?[jt]s|[jt]sx|vue)$/i.test(file) && !/\.d\.[cm]?ts$|\.min\.[cm]?js$|(^|[./-])(bundle|generated|gen)\.[cm]?[jt]sx?$|(^|\/)(vendor|generated|__generated__|\.(yarn|pnp|vite|cache|next|nuxt|output|turbo|angular|svelte-kit|vercel|netlify))\//i.test(file);
}

/** Whether a tool took the lines out of a source text: nobody writes two thousand characters a line. A long text in one line among many is no such thing. */
export function isMinified(text: string): boolean {
  if (text.length < 4000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (text.length / ++lines < 2000) return false;
  return true;
}

/** Whether the file is for tests, demonstration or data made up: the application that is deployed does not hold it. */
export function isForTests(file: string): boolean {
  return /(^|\/)((tests?|testing)([-_][\w-]+)?|[\w-]+[-_](tests?|testing)|__tests?__|__mocks__|mocks?|fixtures?|e2e|cypress|playwright|spec|specs|stubs?|fakes?|examples?|exemples?|demo|demo[-_][\w-]+|[\w-]+[-_]demo|stories|seeds?|seeders?|bench(mark)?s?)\//i.test(file)
    || /[._-]testing([._-][\w-]+)*\.\w+$|[._-](test|spec|e2e|cy|mock|stub|fake|stories|fixture|seed|bench)s?(\.[\w-]+)*\.[cm]?[jt]sx?$|(^|\/)tests?[-_.][\w.-]*\.[cm]?[jt]sx?$|(^|\/)(test_[\w-]+|[\w-]+_test|conftest|setup-?tests?|vitest[\w.-]*|jest[\w.-]*)\.\w+$|(^|\/)factories\.py$|Tests?\.java$|IT\.java$/i.test(file);
}

/** Whether the file configures or helps the team's tools, and not the application: bundlers, linters, scripts, documentation. */
export function isTooling(file: string): boolean {
  return /(^|\/)(scripts?|tools?|\.storybook|\.vitepress|docs?|documentation|ci|\.github|\.husky|webpack|gulp|grunt|gitlint)\//i.test(file) || /(^|\/)(\.[\w-]+rc|[\w.-]+\.config|webpack\.[\w.-]+|gulpfile|gruntfile|setup|noxfile|tasks)\.[cm]?(js|ts|py)$/i.test(file);
}

import { format } from '../../protocol/format';
import type { ToForge, WorkItemView } from '../../protocol/forge';

/** The files that a merge request changes; each opens in the editor's own comparison. */
export function Changes({ changes: { files, more, none }, words, open }: { changes: NonNullable<WorkItemView['changes']>; words: ToForge['strings']; open: (index: number) => void }) {
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words.changes}</h2>
      {none !== undefined && <p class="muted">{none}</p>}
      {files.length > 0 && (
        <div class="table">
          <table class="wide">
            <thead><tr><th scope="col">{words.file}</th><th scope="col">{words.change}</th><th scope="col">{words.count}</th></tr></thead>
            <tbody>
              {files.map(({ path, what, lines }, index) => (
                <tr key={path}>
                  <th scope="row"><button type="button" class="link" aria-label={format(words.openFile, { file: path })} onClick={() => open(index)}>{path}</button></th>
                  <td>{what}</td>
                  <td>{lines}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && <p class="muted">{format(words.more, { n: more })}</p>}
    </section>
  );
}

// The values a field may have. Kubernetes leaves them out of the description it publishes, and serves them: they are in the Go file that makes it.

/** Adds to `definitions` the values (`enum`) and the longer text of each field that has some, read from the generated Go source. */
export function enumsIn(source, definitions) {
  let schema;
  let property;
  let description;
  for (const line of source.split('\n')) {
    const start = /^func schema_(\w+)\(/.exec(line);
    const field = /^\t{5}"([^"]+)": \{$/.exec(line);
    const text = /^\t{7}Description: (".*"),$/.exec(line);
    const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line);
    if (start) schema = definitions[nameOf(start[1])];
    if (field) property = schema?.properties?.[field[1]];
    if (text) description = text[1];
    if (!values || !property) continue;
    (property.items ?? property).enum = JSON.parse(`[${values[1]}]`);
    if (!property.items) property.description = JSON.parse(description);
  }
}

/** `k8sio_api_core_v1_Container` is `io.k8s.api.core.v1.Container`. */
function nameOf(go) {
  return go.replace(/^k8sio_/, 'io.k8s.').replace(/^pkg_apis_meta_/, 'io.k8s.apimachinery.pkg.apis.meta.').replaceAll('_', '.');
}

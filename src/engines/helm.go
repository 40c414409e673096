package main

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"
)

// prepared is a chart ready to be rendered: its dependencies chosen and its values computed.
type prepared struct {
	chart  *chart.Chart
	values chartutil.Values
	// The file handed over for each template, by its first byte, which loading never moves.
	origins map[*byte]string
}

// renderHelm does what `helm template RELEASE CHART -f VALUES…` does, hooks included, in the order it prints.
func renderHelm(asked request, result *response) error {
	ready, err := prepare(asked)
	if ready != nil {
		result.Templates = map[string]string{}
		ready.each(func(name, file string, _ *chart.File) { result.Templates[name] = file })
	}
	if err != nil {
		return err
	}
	if found := circle(ready); found != nil {
		line, character := (&marking{text: found.text}).position(found.at)
		result.Place = &mark{File: found.file, Line: line, Character: character, EndLine: line, EndCharacter: character + len(found.name)}
		return fmt.Errorf("rendering template has a nested reference name: %s", found.name)
	}
	files, err := engine.Engine{}.Render(ready.chart, ready.values)
	if err != nil {
		return err
	}
	if total := lengthOf(files); total > longest {
		result.Stopped = "size"
		return fmt.Errorf("%d bytes", total)
	}
	var from *trace
	if asked.Trace {
		from = trackedRender(asked, files)
	}
	return collect(ready.chart, files, from, result)
}

// longest is what nobody reads, and what no cluster takes: Helm refuses to keep a release of more than a megabyte.
const longest = 12_000_000

func lengthOf(files map[string]string) (total int) {
	for _, text := range files {
		total += len(text)
	}
	return total
}

// trackedRender renders again with marked templates, as finely marked as gives the same result. It answers nil when no marked chart renders.
func trackedRender(asked request, truth map[string]string) *trace {
	var best *trace
	for _, named := range []bool{true, false} {
		ready, err := prepare(asked)
		if err != nil {
			return best
		}
		all := &instrumenter{named: named}
		seen := map[*chart.File]bool{}
		ready.each(func(_, file string, template *chart.File) {
			if !seen[template] {
				seen[template] = true
				template.Data = []byte(all.instrument(file, string(template.Data)))
			}
		})
		files, err := engine.Engine{}.Render(ready.chart, ready.values)
		if err != nil {
			continue
		}
		found, whole := traced(truth, files, all.marks)
		if whole || best == nil || found.size() > best.size() {
			best = found
		}
		if whole {
			break
		}
	}
	return best
}

// size counts the spans, so that of two accounts the fuller is kept.
func (all *trace) size() (count int) {
	for _, spans := range all.spans {
		count += len(spans)
	}
	return count
}

// each visits the templates of a chart and of those it depends on.
func (ready *prepared) each(visit func(name, file string, template *chart.File)) {
	var walk func(*chart.Chart)
	walk = func(one *chart.Chart) {
		for _, template := range one.Templates {
			file := ""
			if len(template.Data) > 0 {
				file = ready.origins[&template.Data[0]]
			}
			visit(path.Join(one.ChartFullPath(), template.Name), file, template)
		}
		for _, dependency := range one.Dependencies() {
			walk(dependency)
		}
	}
	walk(ready.chart)
}

// prepare loads a chart afresh, since rendering may change values. What it could load is given back with an error too.
func prepare(asked request) (*prepared, error) {
	files, origins := buffered(asked)
	loaded, err := loader.LoadFiles(files)
	if err != nil {
		return nil, err
	}
	ready := &prepared{chart: loaded, origins: origins}
	if err := installable(loaded); err != nil {
		return ready, err
	}
	given := map[string]any{}
	for _, text := range asked.Values {
		layer := map[string]any{}
		if err := yaml.Unmarshal([]byte(text), &layer); err != nil {
			return ready, fmt.Errorf("failed to parse values: %w", err)
		}
		given = overlay(given, layer)
	}
	capabilities, err := capabilitiesFor(asked)
	if err != nil {
		return ready, err
	}
	if wanted := loaded.Metadata.KubeVersion; wanted != "" && !chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.String()) {
		return ready, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", wanted, capabilities.KubeVersion.String())
	}
	if err := chartutil.ProcessDependenciesWithMerge(loaded, given); err != nil {
		return ready, err
	}
	options := chartutil.ReleaseOptions{Name: asked.Release, Namespace: asked.Namespace, Revision: 1, IsInstall: true}
	ready.values, err = chartutil.ToRenderValues(loaded, given, options, capabilities)
	return ready, err
}

// buffered hands the files over in a stable order, so that the same chart always renders the same; it also tells which file each begins.
func buffered(asked request) ([]*loader.BufferedFile, map[*byte]string) {
	names := make([]string, 0, len(asked.Files)+len(asked.Archives))
	for name := range asked.Files {
		names = append(names, name)
	}
	for name := range asked.Archives {
		names = append(names, name)
	}
	sort.Strings(names)
	list := make([]*loader.BufferedFile, 0, len(names))
	origins := map[*byte]string{}
	for _, name := range names {
		data, isArchive := asked.Archives[name]
		if !isArchive {
			data = bytes.TrimPrefix([]byte(asked.Files[name]), []byte("\xEF\xBB\xBF"))
		}
		if len(data) > 0 {
			origins[&data[0]] = name
		}
		list = append(list, &loader.BufferedFile{Name: name, Data: data})
	}
	return notIgnored(list), origins
}

func installable(loaded *chart.Chart) error {
	if err := loaded.Validate(); err != nil {
		return err
	}
	if kind := loaded.Metadata.Type; kind != "" && kind != "application" {
		return fmt.Errorf("%s charts are not installable", kind)
	}
	present := map[string]bool{}
	for _, dependency := range loaded.Dependencies() {
		present[dependency.Metadata.Name] = true
	}
	var missing []string
	for _, wanted := range loaded.Metadata.Dependencies {
		if !present[wanted.Name] {
			missing = append(missing, wanted.Name)
		}
	}
	if len(missing) > 0 {
		return errors.New("found in Chart.yaml, but missing in charts/ directory: " + strings.Join(missing, ", "))
	}
	return nil
}

// overlay merges maps as `helm -f a -f b` does: the later wins, maps are merged, everything else is replaced.
func overlay(under, over map[string]any) map[string]any {
	for key, value := range over {
		below, isMap := under[key].(map[string]any)
		if above, ok := value.(map[string]any); ok && isMap {
			under[key] = overlay(below, above)
			continue
		}
		under[key] = value
	}
	return under
}

func capabilitiesFor(asked request) (*chartutil.Capabilities, error) {
	capabilities := chartutil.DefaultCapabilities.Copy()
	if asked.KubeVersion != "" {
		version, err := chartutil.ParseKubeVersion(asked.KubeVersion)
		if err != nil {
			return nil, err
		}
		capabilities.KubeVersion = *version
	}
	capabilities.APIVersions = append(append(chartutil.VersionSet{}, capabilities.APIVersions...), asked.APIVersions...)
	return capabilities, nil
}

var yamlFault = regexp.MustCompile(`YAML parse error on ([^:]+): .*yaml: line (\d+):`)

// collect sorts what was rendered as Helm installs it; hooks come last, and NOTES.txt is no manifest.
func collect(loaded *chart.Chart, files map[string]string, from *trace, result *response) error {
	for name, text := range files {
		if strings.HasSuffix(name, "NOTES.txt") {
			if name == loaded.Name()+"/templates/NOTES.txt" {
				result.Notes = text
			}
			delete(files, name)
		}
	}
	hooks, manifests, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	if err != nil {
		if told := yamlFault.FindStringSubmatch(err.Error()); told != nil && from != nil {
			line, _ := strconv.Atoi(told[2])
			result.Place = from.fault(files, told[1], line, func(text string) bool {
				return yaml.Unmarshal([]byte(text), &releaseutil.SimpleHead{}) != nil
			})
		}
		return err
	}
	add := func(name, text string) {
		one := document{Source: name, Text: text}
		if from != nil {
			one.Spans = from.of(name, files[name], text)
		}
		result.Documents = append(result.Documents, one)
	}
	for _, manifest := range manifests {
		add(manifest.Name, manifest.Content)
	}
	for _, hook := range hooks {
		add(hook.Path, hook.Manifest)
	}
	if from != nil {
		result.Marks = from.marks
	}
	return nil
}

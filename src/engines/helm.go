package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"
)

// renderHelm does what `helm template RELEASE CHART -f VALUES…` does, hooks included, in the order it prints.
func renderHelm(asked request, result *response) error {
	loaded, err := loader.LoadFiles(buffered(asked.Files))
	if err != nil {
		return err
	}
	if err := installable(loaded); err != nil {
		return err
	}
	given := map[string]any{}
	for _, text := range asked.Values {
		layer := map[string]any{}
		if err := yaml.Unmarshal([]byte(text), &layer); err != nil {
			return fmt.Errorf("failed to parse values: %w", err)
		}
		given = overlay(given, layer)
	}
	capabilities, err := capabilitiesFor(asked)
	if err != nil {
		return err
	}
	if wanted := loaded.Metadata.KubeVersion; wanted != "" && !chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.String()) {
		return fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", wanted, capabilities.KubeVersion.String())
	}
	if err := chartutil.ProcessDependenciesWithMerge(loaded, given); err != nil {
		return err
	}
	options := chartutil.ReleaseOptions{Name: asked.Release, Namespace: asked.Namespace, Revision: 1, IsInstall: true}
	values, err := chartutil.ToRenderValues(loaded, given, options, capabilities)
	if err != nil {
		return err
	}
	files, err := engine.Engine{}.Render(loaded, values)
	if err != nil {
		return err
	}
	return collect(loaded, files, result)
}

// buffered hands the files over in a stable order, so that the same chart always renders the same.
func buffered(files map[string]string) []*loader.BufferedFile {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	list := make([]*loader.BufferedFile, 0, len(names))
	for _, name := range names {
		list = append(list, &loader.BufferedFile{Name: name, Data: []byte(files[name])})
	}
	return list
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

// collect sorts what was rendered as Helm installs it; hooks come last, and NOTES.txt is no manifest.
func collect(loaded *chart.Chart, files map[string]string, result *response) error {
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
		return err
	}
	for _, manifest := range manifests {
		result.Documents = append(result.Documents, document{Source: manifest.Name, Text: manifest.Content})
	}
	for _, hook := range hooks {
		result.Documents = append(result.Documents, document{Source: hook.Path, Text: hook.Manifest})
	}
	return nil
}

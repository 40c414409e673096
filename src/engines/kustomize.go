package main

import (
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// renderKustomize does what `kustomize build PATH` does, in its default order and with its default restrictions. A document's source is the
// file that holds the resource, or the kustomization that generates it, when a trace is asked for; else empty.
func renderKustomize(asked request, result *response) error {
	disk, err := diskOf(asked)
	if err != nil {
		return err
	}
	folder := path.Join("/", asked.Path)
	resources, err := krusty.MakeKustomizer(options()).Run(disk, folder)
	if err != nil {
		return err
	}
	for _, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return err
		}
		result.Documents = append(result.Documents, document{Text: string(text)})
	}
	if asked.Trace {
		nameSources(asked, disk, folder, result)
	}
	return nil
}

// options are those of the program, which differ from the library's by the order of what it prints.
func options() *krusty.Options {
	chosen := krusty.MakeDefaultOptions()
	chosen.Reorder = krusty.ReorderOptionLegacy
	return chosen
}

func diskOf(asked request) (filesys.FileSystem, error) {
	disk := filesys.MakeFsInMemory()
	for name, text := range asked.Files {
		if err := disk.WriteFile(path.Join("/", name), []byte(text)); err != nil {
			return nil, err
		}
	}
	for name, data := range asked.Archives {
		if err := disk.WriteFile(path.Join("/", name), data); err != nil {
			return nil, err
		}
	}
	return disk, nil
}

// nameSources builds once more with a request for origin annotations, which the true result is spared. The resources come in the same order.
func nameSources(asked request, disk filesys.FileSystem, folder string, result *response) {
	if !askOrigins(disk, folder) {
		return
	}
	resources, err := krusty.MakeKustomizer(options()).Run(disk, folder)
	if err != nil || resources.Size() != len(result.Documents) {
		return
	}
	for index := range result.Documents {
		source(&result.Documents[index], resources, index, asked.Path)
	}
}

func source(one *document, resources resmap.ResMap, index int, folder string) {
	origin, err := resources.GetByIndex(index).GetOrigin()
	if err != nil || origin == nil || origin.Repo != "" {
		return
	}
	one.By = origin.ConfiguredBy.Kind
	if origin.Path != "" {
		one.Source = path.Join(folder, origin.Path)
	} else if origin.ConfiguredIn != "" {
		one.Source = path.Join(folder, origin.ConfiguredIn)
	}
	one.Source = strings.TrimPrefix(one.Source, "/")
}

// askOrigins adds the request to the kustomization that is built.
func askOrigins(disk filesys.FileSystem, folder string) bool {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		file := path.Join(folder, name)
		text, err := disk.ReadFile(file)
		if err != nil {
			continue
		}
		content := map[string]any{}
		if yaml.Unmarshal(text, &content) != nil {
			return false
		}
		asked, _ := content["buildMetadata"].([]any)
		if !slices.Contains(asked, any(types.OriginAnnotations)) {
			content["buildMetadata"] = append(asked, types.OriginAnnotations)
		}
		changed, err := yaml.Marshal(content)
		return err == nil && disk.WriteFile(file, changed) == nil
	}
	return false
}

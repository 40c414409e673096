package main

import (
	_ "embed"
	"path"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/openapi/kubernetesapi"
	"sigs.k8s.io/yaml"
)

// kubernetes is the description Kustomize holds, as slim/main.go leaves it.
//
//go:embed artifacts/kubernetes.pb
var kubernetes []byte

func init() {
	kubernetesapi.OpenAPIMustAsset[kubernetesapi.DefaultOpenAPI] = func(string) []byte { return kubernetes }
}

// renderKustomize does what `kustomize build PATH` does, in its default order and with its default restrictions. A document's source is the
// file that holds the resource, or the kustomization that generates it, when a trace is asked for; else empty.
func renderKustomize(asked request, result *response) error {
	disk, err := diskOf(asked)
	if err != nil {
		return err
	}
	folder := path.Join("/", asked.Path)
	added := asked.Trace && askOrigins(disk, folder)
	resmap.OmitTransformations = !asksTransformations(disk, folder)
	resources, err := build(disk, folder)
	if err != nil && added {
		// What is refused is refused in Kustomize's own words, which speak of origins when they are kept.
		added = false
		if disk, err = diskOf(asked); err != nil {
			return err
		}
		resources, err = build(disk, folder)
	}
	if err != nil {
		return err
	}
	result.Documents = make([]document, resources.Size())
	if asked.Trace {
		for index := range result.Documents {
			source(&result.Documents[index], resources, index, asked.Path)
		}
	}
	// Nobody asked for these annotations but us: they go, as Kustomize itself has them go.
	if added {
		if err := resources.RemoveOriginAnnotations(); err != nil {
			return err
		}
	}
	for index, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return err
		}
		result.Documents[index].Text = string(text)
	}
	return nil
}

// build runs Kustomize as its program does, which starts without any description: one that a kustomization brings stands alone, and is not kept.
func build(disk filesys.FileSystem, folder string) (resmap.ResMap, error) {
	resources, err := krusty.MakeKustomizer(options()).Run(disk, folder)
	if openapi.GetSchemaVersion() == kubernetesapi.DefaultOpenAPI {
		return resources, err
	}
	openapi.ResetOpenAPI()
	defer openapi.ResetOpenAPI()
	return krusty.MakeKustomizer(options()).Run(disk, folder)
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

// asksTransformations is whether the kustomization that is built wants to be told what each transformer touched: the only one Kustomize listens to.
func asksTransformations(disk filesys.FileSystem, folder string) bool {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		content := types.Kustomization{}
		if text, err := disk.ReadFile(path.Join(folder, name)); err == nil && yaml.Unmarshal(text, &content) == nil {
			return slices.Contains(content.BuildMetadata, types.TransformerAnnotations)
		}
	}
	return true
}

// askOrigins adds the request to the kustomization that is built; false when it is there already, or cannot be.
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
		if slices.Contains(asked, any(types.OriginAnnotations)) {
			return false
		}
		content["buildMetadata"] = append(asked, types.OriginAnnotations)
		// A line more leaves the places that errors speak of as they are; where it cannot be, the whole is written anew.
		changed := append(slices.Clone(text), "\nbuildMetadata: ["+types.OriginAnnotations+"]\n"...)
		read := map[string]any{}
		if yaml.UnmarshalStrict(changed, &read) != nil || !reflect.DeepEqual(read, content) {
			if changed, err = yaml.Marshal(content); err != nil {
				return false
			}
		}
		return disk.WriteFile(file, changed) == nil
	}
	return false
}

package main

import (
	"path"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// renderKustomize does what `kustomize build PATH` does, in its default order and with its default restrictions. A document's source is the
// file it comes from when the kustomization asks for origin annotations (the worker adds that request), else empty.
func renderKustomize(asked request, result *response) error {
	disk := filesys.MakeFsInMemory()
	for name, text := range asked.Files {
		if err := disk.WriteFile(path.Join("/", name), []byte(text)); err != nil {
			return err
		}
	}
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, path.Join("/", asked.Path))
	if err != nil {
		return err
	}
	for _, resource := range resources.Resources() {
		source := ""
		if origin, err := resource.GetOrigin(); err == nil && origin != nil {
			source = origin.Path
		}
		text, err := resource.AsYAML()
		if err != nil {
			return err
		}
		result.Documents = append(result.Documents, document{Source: source, Text: string(text)})
	}
	return nil
}

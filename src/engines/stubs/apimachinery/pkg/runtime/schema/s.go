// Package schema stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package schema

type GroupVersion struct{ Group, Version string }

func (g GroupVersion) String() string {
	if g.Group == "" {
		return g.Version
	}
	return g.Group + "/" + g.Version
}

type GroupVersionKind struct{ Group, Version, Kind string }

func (g GroupVersionKind) GroupVersion() GroupVersion { return GroupVersion{g.Group, g.Version} }
func (g GroupVersionKind) String() string             { return g.Group + "/" + g.Version + ", Kind=" + g.Kind }

type GroupVersionResource struct{ Group, Version, Resource string }

func FromAPIVersionAndKind(apiVersion, kind string) GroupVersionKind {
	return GroupVersionKind{Version: apiVersion, Kind: kind}
}

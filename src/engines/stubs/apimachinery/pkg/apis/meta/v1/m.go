// Package v1 stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package v1

type GetOptions struct{}
type ListOptions struct{}
type APIResource struct {
	Name, Kind, Group, Version string
	Namespaced                 bool
}
type APIResourceList struct{ APIResources []APIResource }

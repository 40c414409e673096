// Package v1beta1 stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package v1beta1

func AddToScheme(any) error { return nil }

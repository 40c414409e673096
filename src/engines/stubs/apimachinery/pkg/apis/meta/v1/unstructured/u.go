// Package unstructured stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package unstructured

type Unstructured struct{ Object map[string]interface{} }

func (u *Unstructured) UnstructuredContent() map[string]interface{} { return u.Object }

type UnstructuredList struct{ Object map[string]interface{} }

func (u *UnstructuredList) UnstructuredContent() map[string]interface{} { return u.Object }

// Package errors stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package errors

func IsNotFound(error) bool { return false }

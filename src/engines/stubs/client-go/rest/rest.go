// Package rest stands for the real one, of which an offline render needs these names alone: there is no cluster to ask.
package rest

type Config struct{}

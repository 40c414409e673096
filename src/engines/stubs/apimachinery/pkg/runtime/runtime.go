// Package runtime holds the one name that Helm's release records mention.
package runtime

// Object stands for any Kubernetes object; an offline render never holds one.
type Object any

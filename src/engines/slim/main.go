// Writes the Kubernetes description that Kustomize holds without what gives its builds no meaning: texts, examples, and how each path is called.
// Reading the whole takes more than half a second in WebAssembly. Run by build.mjs, on the machine itself: `go run ./slim FILE`.
package main

import (
	"fmt"
	"os"
	"strings"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"sigs.k8s.io/kustomize/kyaml/openapi/kubernetesapi"
)

// Kustomize reads of each definition its types, references and extensions, and of each path its name and the kind it is for.
var meaningless = map[protoreflect.Name]bool{
	"consumes": true, "description": true, "example": true, "external_docs": true, "operation_id": true, "parameters": true, "produces": true,
	"responses": true, "schemes": true, "security": true, "security_definitions": true, "summary": true, "tags": true,
}

func main() {
	version := kubernetesapi.DefaultOpenAPI
	whole := kubernetesapi.OpenAPIMustAsset[version]("kubernetesapi/" + strings.ReplaceAll(version, ".", "_") + "/swagger.pb")
	var document openapi_v2.Document
	if err := proto.Unmarshal(whole, &document); err != nil {
		fail(err)
	}
	slim(document.ProtoReflect())
	bytes, err := proto.MarshalOptions{Deterministic: true}.Marshal(&document)
	if err == nil {
		err = os.WriteFile(os.Args[1], bytes, 0o644)
	}
	if err != nil {
		fail(err)
	}
}

// slim clears what is meaningless in a message and in all it holds. A property of that name is no field: it is an entry of a list, with its name.
func slim(message protoreflect.Message) {
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case meaningless[field.Name()]:
			message.Clear(field)
		case field.Message() == nil:
		case field.IsList():
			for index := range value.List().Len() {
				slim(value.List().Get(index).Message())
			}
		default:
			slim(value.Message())
		}
		return true
	})
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

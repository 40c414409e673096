// The rendering engines: Helm's own templates and Kustomize's own builds, compiled to WebAssembly and called from a worker.
// A call is a pure function of its request: no file system, no process, no network (the worker removes fetch before this starts).
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"
)

// request is what the worker asks: the files of a chart or of an overlay with everything it refers to, paths relative with "/".
type request struct {
	Engine string            `json:"engine"`
	Files  map[string]string `json:"files"`
	// Kustomize: the folder to build.
	Path string `json:"path"`
	// Helm: what `helm template` takes on its command line.
	Release     string   `json:"release"`
	Namespace   string   `json:"namespace"`
	Values      []string `json:"values"`
	KubeVersion string   `json:"kubeVersion"`
	APIVersions []string `json:"apiVersions"`
}

// document is one rendered manifest and the file that made it.
type document struct {
	Source string `json:"source"`
	Text   string `json:"text"`
}

type response struct {
	Documents []document `json:"documents"`
	Notes     string     `json:"notes,omitempty"`
	Error     string     `json:"error,omitempty"`
}

func main() {
	js.Global().Set("__coachRender", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return answer(args[0].String())
	}))
	select {}
}

// answer never panics: a fault of a template or of an engine is an error for the user to read.
func answer(text string) (reply string) {
	var result response
	defer func() {
		if fault := recover(); fault != nil {
			result = response{Error: fmt.Sprint(fault)}
		}
		encoded, _ := json.Marshal(result)
		reply = string(encoded)
	}()
	var asked request
	if err := json.Unmarshal([]byte(text), &asked); err != nil {
		result.Error = err.Error()
		return
	}
	render := renderHelm
	if asked.Engine == "kustomize" {
		render = renderKustomize
	}
	if err := render(asked, &result); err != nil {
		result.Error = err.Error()
	}
	return
}

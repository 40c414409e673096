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
	// Archives are the files that are no text, in base64.
	Archives map[string][]byte `json:"archives"`
	// Trace asks where each part of the result comes from.
	Trace bool `json:"trace"`
	// Kustomize: the folder to build.
	Path string `json:"path"`
	// Helm: what `helm template` takes on its command line.
	Release     string   `json:"release"`
	Namespace   string   `json:"namespace"`
	Values      []string `json:"values"`
	KubeVersion string   `json:"kubeVersion"`
	APIVersions []string `json:"apiVersions"`
}

// document is one rendered manifest and the file that made it. Spans are triples (offset in UTF-16 units, mark, 1 when what follows is
// character for character the text at the mark): where each part comes from, each up to the next.
type document struct {
	Source string `json:"source"`
	// Of what a generator of a kustomization made: the kind of the generator.
	By    string `json:"by,omitempty"`
	Text  string `json:"text"`
	Spans []int  `json:"spans,omitempty"`
}

// mark is a place in a template: its file as it was handed over, and where it starts and ends there, zero-based, in UTF-16 units.
type mark struct {
	File         string `json:"file"`
	Line         int    `json:"line"`
	Character    int    `json:"character"`
	EndLine      int    `json:"endLine"`
	EndCharacter int    `json:"endCharacter"`
	// Around an action, and not before a line of text.
	action bool
}

type response struct {
	Documents []document `json:"documents"`
	Marks     []mark     `json:"marks,omitempty"`
	Notes     string     `json:"notes,omitempty"`
	Error     string     `json:"error,omitempty"`
	// Stopped is "size" when the result was too long to be of use, which is known before it is read.
	Stopped string `json:"stopped,omitempty"`
	// Place is where the error is, when the engine's own words do not say it in terms of what was handed over.
	Place *mark `json:"place,omitempty"`
	// Templates gives the file handed over for each name that Helm gives a template.
	Templates map[string]string `json:"templates,omitempty"`
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

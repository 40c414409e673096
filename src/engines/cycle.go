package main

import (
	"strings"
	"text/template/parse"

	"helm.sh/helm/v3/pkg/chart"
)

// call is one use of a named template, and where it is written.
type call struct {
	name string
	file string
	text string
	at   int
}

// circle finds a named template that is certain to include itself: no condition on the way, from a file that is rendered. Helm gives up after a
// thousand turns, with an error of a thousand lines that takes seconds to write; this says the same at once. A name defined twice is left to Helm.
func circle(ready *prepared) *call {
	calls := map[string][]call{}
	var starts []call
	ready.each(func(name, file string, template *chart.File) {
		text := string(template.Data)
		trees := map[string]*parse.Tree{}
		tree := parse.New("this")
		tree.Mode = parse.SkipFuncCheck
		if _, err := tree.Parse(text, "", "", trees); err != nil {
			return
		}
		for defined, one := range trees {
			_, twice := calls[defined]
			switch found := callsIn(one.Root, file, text); {
			case defined == "this" && !strings.HasPrefix(name[strings.LastIndex(name, "/")+1:], "_"):
				starts = append(starts, found...)
			case defined == "this":
			case twice:
				calls[defined] = nil
			default:
				calls[defined] = found
			}
		}
	})
	safe := map[string]bool{}
	for _, start := range starts {
		if found := follow(start, calls, map[string]bool{}, safe); found != nil {
			return found
		}
	}
	return nil
}

func follow(from call, calls map[string][]call, above, safe map[string]bool) *call {
	if above[from.name] {
		return &from
	}
	if safe[from.name] {
		return nil
	}
	above[from.name] = true
	for _, next := range calls[from.name] {
		if found := follow(next, calls, above, safe); found != nil {
			return found
		}
	}
	delete(above, from.name)
	safe[from.name] = true
	return nil
}

// callsIn lists what is used whenever a list is executed.
func callsIn(list *parse.ListNode, file, text string) (found []call) {
	if list == nil {
		return nil
	}
	add := func(name string, at parse.Pos) { found = append(found, call{name, file, text, int(at)}) }
	for _, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.TemplateNode:
			add(node.Name, node.Pos)
			inPipe(node.Pipe, add)
		case *parse.ActionNode:
			inPipe(node.Pipe, add)
		case *parse.IfNode:
			inPipe(node.Pipe, add)
		case *parse.WithNode:
			inPipe(node.Pipe, add)
		case *parse.RangeNode:
			inPipe(node.Pipe, add)
		case *parse.BreakNode, *parse.ContinueNode:
			return found
		}
	}
	return found
}

func inPipe(pipe *parse.PipeNode, add func(string, parse.Pos)) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		name, _ := command.Args[0].(*parse.IdentifierNode)
		// These do not always look at all they are given.
		if name != nil && (name.Ident == "and" || name.Ident == "or") {
			continue
		}
		if name != nil && name.Ident == "include" && len(command.Args) > 1 {
			if text, ok := command.Args[1].(*parse.StringNode); ok {
				add(text.Text, command.Pos)
			}
		}
		for _, argument := range command.Args {
			if inner, ok := argument.(*parse.PipeNode); ok {
				inPipe(inner, add)
			}
		}
	}
}

package main

import (
	"sort"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf16"
)

// The signs around the number of a mark, and the one that ends what an action wrote: letters of Unicode's private area, which no manifest holds.
const (
	opens  = '\uE0F0'
	closes = '\uE0F1'
	ends   = '\uE0F2'
)

func sign(id int) string { return string(opens) + strconv.Itoa(id) + string(closes) }

// instrumenter writes marks in templates, so that what they render says where it comes from. A mark stands before the first letter of a line of
// text, where it changes neither what trimming removes nor what is empty, and around an action that writes, in an action of its own.
type instrumenter struct {
	marks []mark
	// Whether the text of named templates is marked too: what they give may be compared or cut, and then the result differs.
	named bool
}

type insertion struct {
	at   int
	text string
}

// instrument gives the text of a template with its marks; one that does not parse is given back as it is.
func (all *instrumenter) instrument(file, text string) string {
	if strings.ContainsRune(text, opens) {
		return text
	}
	trees := map[string]*parse.Tree{}
	tree := parse.New("this")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		return text
	}
	one := &marking{all: all, file: file, text: text}
	if tree.Root != nil {
		one.list(tree.Root, true)
	}
	if all.named {
		for name, named := range trees {
			if name != "this" && named.Root != nil {
				one.list(named.Root, false)
			}
		}
	}
	return one.applied()
}

type marking struct {
	all    *instrumenter
	file   string
	text   string
	starts []int
	added  []insertion
}

func (one *marking) list(list *parse.ListNode, actions bool) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.TextNode:
			one.textLines(int(node.Pos), string(node.Text))
		case *parse.ActionNode:
			if actions && len(node.Pipe.Decl) == 0 {
				one.action(int(node.Pos))
			}
		case *parse.TemplateNode:
			if actions {
				one.action(int(node.Pos))
			}
		case *parse.IfNode:
			one.list(node.List, actions)
			one.list(node.ElseList, actions)
		case *parse.RangeNode:
			one.list(node.List, actions)
			one.list(node.ElseList, actions)
		case *parse.WithNode:
			one.list(node.List, actions)
			one.list(node.ElseList, actions)
		}
	}
}

func (one *marking) textLines(start int, text string) {
	if start+len(text) > len(one.text) || one.text[start:start+len(text)] != text {
		return
	}
	for _, line := range strings.SplitAfter(text, "\n") {
		blank := len(line) - len(strings.TrimLeft(line, " \t\r\n"))
		// A marked separator would no longer be seen as one.
		if blank < len(line) && !strings.HasPrefix(line, "---") {
			one.add(start+blank, sign(one.mark(start+blank, start+len(strings.TrimRight(line, " \t\r\n")))))
		}
		start += len(line)
	}
}

// action puts the marks in actions before and after, which keep the trimming of the outer sides: {{- x -}} gives {{- "m" }}{{ x }}{{ "e" -}}.
func (one *marking) action(inside int) {
	open := strings.LastIndex(one.text[:inside], "{{")
	end := endOfAction(one.text, inside)
	if open < 0 || end < 0 {
		return
	}
	first := open + 2
	if strings.HasPrefix(one.text[first:], "- ") || strings.HasPrefix(one.text[first:], "-\n") || strings.HasPrefix(one.text[first:], "-\t") {
		first++
	}
	last := end - 2
	if one.text[last-1] == '-' && strings.ContainsRune(" \t\r\n", rune(one.text[last-2])) {
		last -= 2
	}
	id := one.mark(open, end)
	one.all.marks[id].action = true
	one.add(first, ` "`+sign(id)+`" }}{{ `)
	one.add(last, ` }}{{ "`+string(ends)+`" `)
}

// endOfAction finds the end of the action that `at` is in, past the texts it quotes.
func endOfAction(text string, at int) int {
	for at < len(text) {
		switch quote := text[at]; {
		case strings.HasPrefix(text[at:], "}}"):
			return at + 2
		case quote == '"' || quote == '\'' || quote == '`':
			for at++; at < len(text) && text[at] != quote; at++ {
				if text[at] == '\\' && quote != '`' {
					at++
				}
			}
		}
		at++
	}
	return -1
}

func (one *marking) add(at int, text string) { one.added = append(one.added, insertion{at, text}) }

func (one *marking) applied() string {
	sort.SliceStable(one.added, func(a, b int) bool { return one.added[a].at < one.added[b].at })
	var out strings.Builder
	done := 0
	for _, insertion := range one.added {
		out.WriteString(one.text[done:insertion.at] + insertion.text)
		done = insertion.at
	}
	return out.String() + one.text[done:]
}

func (one *marking) mark(start, end int) int {
	line, character := one.position(start)
	endLine, endCharacter := one.position(end)
	one.all.marks = append(one.all.marks, mark{File: one.file, Line: line, Character: character, EndLine: endLine, EndCharacter: endCharacter})
	return len(one.all.marks) - 1
}

func (one *marking) position(offset int) (line, character int) {
	if one.starts == nil {
		one.starts = []int{0}
		for index := range one.text {
			if one.text[index] == '\n' {
				one.starts = append(one.starts, index+1)
			}
		}
	}
	low, high := 0, len(one.starts)-1
	for low < high {
		middle := (low + high + 1) / 2
		if one.starts[middle] <= offset {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, units(one.text[one.starts[low]:offset])
}

// units counts a text as the editor does.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

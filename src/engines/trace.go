package main

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"helm.sh/helm/v3/pkg/releaseutil"
)

// span says that what follows, from a place in the clean text, comes from a mark; -1 is no mark.
type span struct {
	at    int
	mark  int
	exact bool
}

// trace is where the text of each rendered file comes from, each span up to the next.
type trace struct {
	marks []mark
	spans map[string][]span
	// Where the documents of each file start, once asked for.
	starts map[string]map[string][]int
}

// traced compares the true rendering with one made from marked templates. Where both say the same once the marks are taken out, every character
// is accounted for; where only lines differ (a checksum, a random name), their beginnings are; elsewhere nothing is said.
func traced(truth, marked map[string]string, marks []mark) (*trace, bool) {
	result := &trace{marks: marks, spans: map[string][]span{}, starts: map[string]map[string][]int{}}
	whole := true
	for name, text := range truth {
		clean, spans := unmarked(marked[name], marks)
		if clean != text {
			whole = false
			spans = alike(text, clean, spans)
		}
		result.spans[name] = spans
	}
	return result, whole
}

// alike keeps what can be kept of the spans of `clean` for `text`, a text of as many lines.
func alike(text, clean string, spans []span) []span {
	lines, others := strings.SplitAfter(text, "\n"), strings.SplitAfter(clean, "\n")
	if len(lines) != len(others) {
		return nil
	}
	var kept []span
	at, from, next, current := 0, 0, 0, -1
	for index, line := range lines {
		same := line == others[index]
		kept = append(kept, span{at, current, false})
		for ; next < len(spans) && spans[next].at < from+len(others[index]); next++ {
			current = spans[next].mark
			if same {
				kept = append(kept, span{at + spans[next].at - from, current, spans[next].exact})
			} else {
				kept = append(kept, span{at, current, false})
			}
		}
		at += len(line)
		from += len(others[index])
	}
	return kept
}

// unmarked gives a rendered text without its marks, and what they said.
func unmarked(text string, marks []mark) (string, []span) {
	var out strings.Builder
	var spans []span
	frames := []int{-1}
	for text != "" {
		next := strings.IndexAny(text, string(opens)+string(ends))
		if next < 0 {
			out.WriteString(text)
			break
		}
		out.WriteString(text[:next])
		text = text[next:]
		if strings.HasPrefix(text, string(ends)) {
			text = text[len(string(ends)):]
			frames = frames[:max(len(frames)-1, 1)]
			spans = append(spans, span{out.Len(), frames[len(frames)-1], false})
			continue
		}
		number, rest, found := strings.Cut(text[len(string(opens)):], string(closes))
		id, err := strconv.Atoi(number)
		if !found || err != nil || id < 0 || id >= len(marks) {
			out.WriteString(text)
			break
		}
		text = rest
		if marks[id].action {
			frames = append(frames, id)
		} else {
			frames[len(frames)-1] = id
		}
		spans = append(spans, span{out.Len(), id, !marks[id].action})
	}
	return out.String(), spans
}

// places finds where each document of a rendered file starts in it; of two alike, the first asked for is the first.
func places(file string) map[string][]int {
	found := map[string][]int{}
	documents := releaseutil.SplitManifests(file)
	at := 0
	for index := 0; index < len(documents); index++ {
		document := documents["manifest-"+strconv.Itoa(index)]
		next := strings.Index(file[at:], document)
		if next < 0 {
			break
		}
		found[document] = append(found[document], at+next)
		at += next + len(document)
	}
	return found
}

// of gives the spans of one document of a rendered file, as the answer has them.
func (all *trace) of(name, file, document string) []int {
	if all.starts[name] == nil {
		all.starts[name] = places(file)
	}
	starts := all.starts[name][document]
	if len(starts) == 0 {
		return nil
	}
	start := starts[0]
	if len(starts) > 1 {
		all.starts[name][document] = starts[1:]
	}
	spans := all.spans[name]
	// The last that begins before the document is in force where it starts.
	first := max(sort.Search(len(spans), func(at int) bool { return spans[at].at > start })-1, 0)
	var out []int
	at, counted := 0, 0
	for _, one := range spans[first:] {
		if one.at >= start+len(document) {
			break
		}
		from := max(one.at-start, 0)
		counted += unitsIn(document[at:from])
		at = from
		// Of several at one place, the last is right.
		if len(out) >= 3 && out[len(out)-3] == counted {
			out = out[:len(out)-3]
		}
		exact := 0
		if one.exact && one.at >= start {
			exact = 1
		}
		out = append(out, counted, one.mark, exact)
	}
	return out
}

// fault finds the place in a template of the line of the first document of a file that is not YAML.
func (all *trace) fault(files map[string]string, name string, line int, broken func(string) bool) *mark {
	documents := releaseutil.SplitManifests(files[name])
	for index := 0; index < len(documents); index++ {
		document := documents["manifest-"+strconv.Itoa(index)]
		spans := all.of(name, files[name], document)
		if !broken(document) {
			continue
		}
		start := 0
		for ; line > 1 && start < len(document); line-- {
			next := strings.IndexByte(document[start:], '\n')
			if next < 0 {
				break
			}
			start += next + 1
		}
		end := unitsIn(document[:start]) + unitsIn(strings.TrimRight(strings.SplitAfterN(document[start:], "\n", 2)[0], "\n"))
		var found *mark
		for at := 0; at+2 < len(spans); at += 3 {
			if spans[at] <= end && spans[at+1] >= 0 {
				found = &all.marks[spans[at+1]]
			}
		}
		return found
	}
	return nil
}

func unitsIn(text string) int {
	if utf8.RuneCountInString(text) == len(text) {
		return len(text)
	}
	return units(text)
}

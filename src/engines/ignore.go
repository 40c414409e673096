package main

import (
	"path"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
)

// notIgnored leaves out what `.helmignore` names, and hidden templates, as Helm does when it loads a folder.
func notIgnored(files []*loader.BufferedFile) []*loader.BufferedFile {
	patterns := []string{"templates/.?*"}
	for _, file := range files {
		if file.Name == ".helmignore" {
			patterns = append(patterns, strings.Split(string(file.Data), "\n")...)
		}
	}
	var kept []*loader.BufferedFile
	for _, file := range files {
		if !ignored(file.Name, patterns) {
			kept = append(kept, file)
		}
	}
	return kept
}

// ignored tells whether a file, or a folder that holds it, is named by a pattern.
func ignored(name string, patterns []string) bool {
	steps := strings.Split(name, "/")
	for length := 1; length <= len(steps); length++ {
		if named(strings.Join(steps[:length], "/"), length < len(steps), patterns) {
			return true
		}
	}
	return false
}

// named follows Helm's reading: one match is enough, and a pattern that starts with "!" leaves out what it does not name.
func named(name string, folder bool, patterns []string) bool {
	for _, line := range patterns {
		pattern := strings.TrimSpace(line)
		if pattern == "" || strings.HasPrefix(pattern, "#") || strings.Contains(pattern, "**") {
			continue
		}
		negated := strings.HasPrefix(pattern, "!")
		pattern = strings.TrimPrefix(pattern, "!")
		onlyFolders := strings.HasSuffix(pattern, "/")
		pattern = strings.TrimSuffix(pattern, "/")
		against := path.Base(name)
		if strings.Contains(pattern, "/") {
			against, pattern = name, strings.TrimPrefix(pattern, "/")
		}
		if onlyFolders && !folder {
			continue
		}
		matched, err := path.Match(pattern, against)
		if err == nil && matched != negated {
			return true
		}
	}
	return false
}

package bundle

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxPath is how many bytes a path may have, as on Linux.
const maxPath = 4096

func megabytes(n int64) string { return strconv.FormatInt(n>>20, 10) + " MiB" }

// cleanName returns the path of an entry without "./" and a last slash, or
// "." for the root itself. Names that lead out of the bundle, or that another
// system might take so, are refused.
func cleanName(name string) (string, *Fault) {
	fault := func(message string) (string, *Fault) {
		return "", &Fault{Entry: shorten(name), Message: message, Fix: "pack the bundle again with plain relative paths"}
	}
	switch {
	case name == "":
		return fault("an entry without a name")
	case len(name) > maxPath:
		return fault("the name is longer than " + strconv.Itoa(maxPath) + " bytes")
	case !utf8.ValidString(name):
		return fault("the name is not UTF-8")
	case strings.ContainsRune(name, 0):
		return fault("the name has a zero byte")
	case strings.HasPrefix(name, "/"):
		return fault("the path is absolute")
	case len(name) > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/'):
		return fault("the path is one of Windows")
	case leaves(name), leaves(strings.ReplaceAll(name, `\`, "/")):
		return fault("the path leads upwards")
	}
	return path.Clean(name), nil
}

// leaves tells whether any part of a path is "..".
func leaves(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// checkLink refuses a symbolic link that leads out of the bundle.
func checkLink(f File) *Fault {
	target := path.Join(path.Dir(f.Path), f.Link)
	switch {
	case len(f.Link) > maxPath, strings.ContainsAny(f.Link, "\x00\\"),
		path.IsAbs(f.Link), target == "..", strings.HasPrefix(target, "../"):
		return &Fault{Entry: f.Path, Message: "the symbolic link leads out of the bundle to " + shorten(f.Link), Fix: "pack the file itself"}
	}
	return nil
}

func shorten(text string) string {
	if len(text) > 80 {
		return text[:80] + "…"
	}
	return text
}

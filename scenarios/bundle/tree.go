package bundle

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// The names of an AppSpec, the better one first (CD-9.1).
var appSpecNames = []string{"appspec.yml", "appspec.yaml"}

// tree collects the entries of a bundle.
type tree struct {
	lim      Limits
	files    map[string]File
	implied  map[string]bool   // directories that only the paths below them tell of
	appSpecs map[string][]byte // contents of candidates by path
	top      string            // the first top-level name
	total    int64
}

func newTree(lim Limits) *tree {
	return &tree{lim: lim, files: map[string]File{}, implied: map[string]bool{}, appSpecs: map[string][]byte{}}
}

// add takes one entry. If content is given and the entry may turn out to be
// the AppSpec, it is read.
func (t *tree) add(f File, content func() (io.ReadCloser, error)) *Fault {
	name, fault := cleanName(f.Path)
	if fault != nil {
		return fault
	}
	f.Path = name
	if name == "." {
		return t.addRoot(f)
	}
	if t.top == "" {
		t.top, _, _ = strings.Cut(name, "/")
	}
	if fault := t.addParents(name); fault != nil {
		return fault
	}
	if fault := t.put(f); fault != nil {
		return fault
	}
	if content != nil && t.mayBeAppSpec(f) {
		return t.keep(f, content)
	}
	return nil
}

// addLink adds a symbolic link, which must lead somewhere.
func (t *tree) addLink(f File) *Fault {
	if f.Link == "" {
		return &Fault{Entry: shorten(f.Path), Message: "a symbolic link to nowhere", Fix: "pack the bundle again"}
	}
	return t.add(f, nil)
}

func (t *tree) addRoot(f File) *Fault {
	if !f.Dir {
		return &Fault{Entry: ".", Message: "the root is no directory", Fix: "pack the bundle again"}
	}
	return nil
}

// addParents makes the directories above name, and refuses to go through
// anything else, such as a symbolic link packed before.
func (t *tree) addParents(name string) *Fault {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		above, known := t.files[dir]
		if known && !above.Dir {
			return &Fault{Entry: name, Message: "lies below " + dir + ", which is no directory", Fix: "pack the bundle again"}
		}
		if known {
			return nil
		}
		t.implied[dir] = true
		if fault := t.count(File{Path: dir, Mode: 0o755, Dir: true}); fault != nil {
			return fault
		}
	}
	return nil
}

// put adds an entry. A file that comes twice is the last one, as unpacking has
// it.
func (t *tree) put(f File) *Fault {
	before, known := t.files[f.Path]
	switch {
	case known && before.Dir != f.Dir:
		return &Fault{Entry: f.Path, Message: "is there twice, as a file and as a directory", Fix: "pack the bundle again"}
	case known && !f.Dir:
		t.total -= before.Size
		return t.count(f)
	}
	if known && !t.implied[f.Path] {
		return nil
	}
	delete(t.implied, f.Path)
	return t.count(f)
}

func (t *tree) count(f File) *Fault {
	t.files[f.Path] = f
	if len(t.files) > t.lim.Entries {
		return t.tooMany()
	}
	if f.Size < 0 || f.Size > t.lim.TotalBytes-t.total {
		return &Fault{Entry: f.Path, Message: "the bundle is larger than " + megabytes(t.lim.TotalBytes) + " unpacked", Fix: "leave something out"}
	}
	t.total += f.Size
	return nil
}

func (t *tree) tooMany() *Fault {
	return &Fault{Message: fmt.Sprintf("more than %d entries", t.lim.Entries), Fix: "leave something out"}
}

// mayBeAppSpec is true of an AppSpec in the root and in the first top-level
// directory, which may be the one that is stripped.
func (t *tree) mayBeAppSpec(f File) bool {
	dir, name := path.Split(f.Path)
	return slices.Contains(appSpecNames, name) && (dir == "" || dir == t.top+"/")
}

func (t *tree) keep(f File, content func() (io.ReadCloser, error)) *Fault {
	reader, err := content()
	if err != nil {
		return entryUnreadable(f.Path, err)
	}
	defer reader.Close()
	data, err := io.ReadAll(io.LimitReader(reader, t.lim.AppSpecBytes+1))
	if err != nil {
		return entryUnreadable(f.Path, err)
	}
	if int64(len(data)) > t.lim.AppSpecBytes {
		return &Fault{Entry: f.Path, Message: "the AppSpec is larger than " + megabytes(t.lim.AppSpecBytes), Fix: "make it shorter"}
	}
	t.appSpecs[f.Path] = data
	return nil
}

func entryUnreadable(entry string, err error) *Fault {
	return &Fault{Entry: entry, Message: "can not be read: " + err.Error(), Err: err}
}

// bundle returns what was collected, with a single top-level directory that
// holds the AppSpec stripped (CD-8.6).
func (t *tree) bundle(kind string) (*Bundle, *Fault) {
	b := &Bundle{Type: kind, Stripped: t.strippable()}
	for name, f := range t.files {
		if b.Stripped != "" {
			f.Path = strings.TrimPrefix(strings.TrimPrefix(name, b.Stripped), "/")
		}
		if f.Path != "" {
			b.Files = append(b.Files, f)
		}
	}
	slices.SortFunc(b.Files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	for _, f := range b.Files {
		if f.Link == "" {
			continue
		}
		if fault := checkLink(f); fault != nil {
			return nil, fault
		}
	}
	return b, t.chooseAppSpec(b)
}

func (t *tree) strippable() string {
	for name := range t.files {
		if first, _, _ := strings.Cut(name, "/"); first != t.top {
			return ""
		}
	}
	for _, name := range appSpecNames {
		if f, ok := t.files[t.top+"/"+name]; ok && !f.Dir {
			return t.top
		}
	}
	return ""
}

func (t *tree) chooseAppSpec(b *Bundle) *Fault {
	for _, name := range appSpecNames {
		f, ok := b.File(name)
		switch {
		case !ok || f.Dir:
			continue
		case f.Link != "":
			return &Fault{Entry: name, Message: "the AppSpec is a symbolic link", Fix: "put the file itself there"}
		}
		b.AppSpecPath, b.AppSpec = name, t.appSpecs[path.Join(b.Stripped, name)]
		return nil
	}
	return nil
}

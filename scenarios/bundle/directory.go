package bundle

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// readDirectory lists a directory and all below it.
func readDirectory(fsys fs.FS, root string, lim Limits) (*Bundle, *Fault) {
	t := newTree(lim)
	err := fs.WalkDir(fsys, root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path == root {
			return nil
		}
		if fault := t.addFound(fsys, path, strings.TrimPrefix(path, root+"/"), entry); fault != nil {
			return fault
		}
		return nil
	})
	var fault *Fault
	if errors.As(err, &fault) {
		return nil, fault
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return t.bundle("directory")
}

// addFound adds one entry of a directory; name is its path in the bundle.
func (t *tree) addFound(fsys fs.FS, path, name string, entry fs.DirEntry) *Fault {
	info, err := entry.Info()
	if err != nil {
		return entryUnreadable(name, err)
	}
	f := File{Path: name, Mode: uint32(info.Mode().Perm())}
	switch info.Mode().Type() {
	case 0:
		f.Size = info.Size()
		return t.add(f, func() (io.ReadCloser, error) { return fsys.Open(path) })
	case fs.ModeDir:
		f.Dir = true
		return t.add(f, nil)
	case fs.ModeSymlink:
		if f.Link, err = fs.ReadLink(fsys, path); err != nil {
			return entryUnreadable(name, err)
		}
		return t.addLink(f)
	}
	return special(name)
}

// special refuses what is neither file, directory nor symbolic link.
func special(name string) *Fault {
	return &Fault{Entry: shorten(name), Message: "is neither a file nor a directory", Fix: "leave devices, pipes and hard links out"}
}

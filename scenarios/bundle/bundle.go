package bundle

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Bundle is what a revision brings to an instance.
type Bundle struct {
	Type        string // "directory", "zip", "tar" or "tgz"
	Files       []File // sorted by path
	AppSpec     []byte // its content; nil if there is none
	AppSpecPath string // "appspec.yml", "appspec.yaml" or "" (CD-9.1)
	Stripped    string // the single top-level directory that was removed from all paths, or "" (CD-8.6)
}

// File is one file, directory or symbolic link of a bundle.
type File struct {
	Path string // relative to the bundle's root, with slashes
	Size int64  // bytes, as declared by the archive; 0 for directories and links
	Mode uint32 // permission bits, 0 to 0777
	Dir  bool
	Link string // where a symbolic link leads, always inside the bundle; never followed
}

// File returns the file or directory with a path.
func (b *Bundle) File(path string) (File, bool) {
	i, found := slices.BinarySearchFunc(b.Files, path, func(f File, path string) int {
		return strings.Compare(f.Path, path)
	})
	if !found {
		return File{}, false
	}
	return b.Files[i], true
}

// Open reads the bundle at path, which is relative to root and must stay inside
// of it, symbolic links included. Its errors are *Fault.
func Open(root *os.Root, path string, lim Limits) (*Bundle, error) {
	return OpenFS(root.FS(), path, lim)
}

// OpenFS is Open for a file system such as an embedded one.
func OpenFS(fsys fs.FS, path string, lim Limits) (*Bundle, error) {
	clean := strings.TrimSuffix(strings.TrimPrefix(path, "./"), "/")
	if strings.ContainsAny(path, "\x00\\") || !fs.ValidPath(clean) || !filepath.IsLocal(clean) {
		return nil, named(path, &Fault{Message: "the path leaves the scenario's directory or is malformed", Fix: "write one such as bundles/v1"})
	}
	b, fault := read(fsys, clean, lim.withDefaults())
	if fault != nil {
		return nil, named(path, fault)
	}
	return b, nil
}

func named(path string, f *Fault) error {
	f.Bundle = path
	return f
}

func read(fsys fs.FS, path string, lim Limits) (*Bundle, *Fault) {
	info, err := fs.Stat(fsys, path)
	switch {
	case err != nil:
		return nil, unreadable(err)
	case info.IsDir():
		return readDirectory(fsys, path, lim)
	case !info.Mode().IsRegular():
		return nil, &Fault{Message: "is neither a directory nor a file", Fix: "give a directory, .zip, .tar or .tgz"}
	case info.Size() > lim.ArchiveBytes:
		return nil, &Fault{Message: "the archive is too large", Fix: "at most " + megabytes(lim.ArchiveBytes) + " are read"}
	}
	file, err := fsys.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close()
	return readArchive(file, path, info.Size(), lim)
}

func readArchive(file fs.File, path string, size int64, lim Limits) (*Bundle, *Fault) {
	kind := kindByName(path)
	if kind == "" {
		return nil, &Fault{Message: "is no archive that is known", Fix: "name it .zip, .tar, .tgz or .tar.gz, or give a directory"}
	}
	content, err := random(file, size)
	if err != nil {
		return nil, unreadable(err)
	}
	if is := kindByContent(content); is != kind {
		return nil, &Fault{Message: "is named like a " + kind + " and is " + article(is), Fix: "give it the right name, or pack it again"}
	}
	if kind == "zip" {
		return readZip(content, size, lim)
	}
	return readTar(io.NewSectionReader(content, 0, size), size, kind, lim)
}

// random gives access to every part of a file, from memory if need be.
func random(file fs.File, size int64) (io.ReaderAt, error) {
	if at, ok := file.(io.ReaderAt); ok {
		return at, nil
	}
	data, err := io.ReadAll(io.LimitReader(file, size))
	return bytes.NewReader(data), err
}

func kindByName(path string) string {
	name := strings.ToLower(path)
	for _, known := range [][2]string{{".zip", "zip"}, {".tar", "tar"}, {".tgz", "tgz"}, {".tar.gz", "tgz"}} {
		if strings.HasSuffix(name, known[0]) {
			return known[1]
		}
	}
	return ""
}

func kindByContent(content io.ReaderAt) string {
	head := make([]byte, 262)
	n, err := content.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return ""
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "zip"
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return "tgz"
	case n == 262 && string(head[257:]) == "ustar":
		return "tar"
	}
	return ""
}

func article(kind string) string {
	if kind == "" {
		return "no archive at all"
	}
	return "a " + kind
}

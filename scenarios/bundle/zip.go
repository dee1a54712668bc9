package bundle

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"math"
)

// How many bytes of a zip's table of contents are read. It is held in memory
// before its entries can be counted.
const maxDirectory = 24 << 20

var errDirectory = errors.New("the table of contents is too long")

// meter lets a number of bytes be read, then fails.
type meter struct {
	io.ReaderAt
	left int64
}

func (m *meter) ReadAt(p []byte, offset int64) (int, error) {
	if m.left -= int64(len(p)); m.left < 0 {
		return 0, errDirectory
	}
	return m.ReaderAt.ReadAt(p, offset)
}

// readZip goes by the table of contents and the sizes it declares; the files
// themselves stay packed, but for the AppSpec and the targets of links.
func readZip(content io.ReaderAt, size int64, lim Limits) (*Bundle, *Fault) {
	t, metered := newTree(lim), &meter{content, maxDirectory}
	archive, err := zip.NewReader(metered, size)
	if errors.Is(err, errDirectory) || err == nil && len(archive.File) > lim.Entries {
		return nil, t.tooMany()
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, unreadable(err)
	}
	metered.left = math.MaxInt64
	for _, entry := range archive.File {
		if fault := t.addZipped(entry); fault != nil {
			return nil, fault
		}
		if isBomb(t.total, size) {
			return nil, bomb(entry.Name)
		}
	}
	return t.bundle("zip")
}

func bomb(entry string) *Fault {
	return &Fault{Entry: shorten(entry), Message: "unpacks to far more than the archive can honestly hold", Fix: "leave files of zeros out"}
}

func (t *tree) addZipped(entry *zip.File) *Fault {
	mode := entry.Mode()
	f := File{Path: entry.Name, Mode: uint32(mode.Perm())}
	if entry.Flags&1 != 0 {
		return &Fault{Entry: shorten(entry.Name), Message: "is encrypted", Fix: "pack it without a password"}
	}
	switch mode.Type() {
	case 0:
		if entry.UncompressedSize64 > math.MaxInt64 {
			return bomb(entry.Name)
		}
		f.Size = int64(entry.UncompressedSize64)
		return t.add(f, entry.Open)
	case fs.ModeDir:
		f.Dir = true
		return t.add(f, nil)
	case fs.ModeSymlink:
		return t.addZippedLink(f, entry)
	}
	return special(entry.Name)
}

func (t *tree) addZippedLink(f File, entry *zip.File) *Fault {
	reader, err := entry.Open()
	if err != nil {
		return entryUnreadable(shorten(f.Path), err)
	}
	defer reader.Close()
	target, err := io.ReadAll(io.LimitReader(reader, maxPath+1))
	if err != nil {
		return entryUnreadable(shorten(f.Path), err)
	}
	f.Link = string(target)
	return t.addLink(f)
}

package fleet

import (
	"slices"
	"strings"
)

// DiskID names a content of a disk. Hosts with the same content share it.
type DiskID uint32

// Where a file came from, if not from a revision.
const (
	FromScenario int32 = -1 // it was there, or a fault put it there
	FromScript   int32 = -2
)

// File is a file on a host.
type File struct {
	Path string // absolute
	Size int64  // bytes
	From int32  // index of the revision that brought it, FromScenario or FromScript
}

// disk is a content: files in order of path, and the bytes left, negative for
// plenty. It never changes.
type disk struct {
	files []File
	free  int64
}

func firstDisk(g *Group) disk {
	d := disk{free: g.DiskFree}
	for _, path := range g.Files {
		d.files = append(d.files, File{Path: path, From: FromScenario})
	}
	slices.SortFunc(d.files, byPath)
	return d
}

func byPath(a, b File) int { return strings.Compare(a.Path, b.Path) }

// Disk is the content of the disk of instance i.
func (f *Fleet) Disk(i uint32) DiskID { return f.disk[i] }

// SetDisk replaces the content of the disk of instance i.
func (f *Fleet) SetDisk(i uint32, id DiskID) { f.disk[i] = id }

// Files are the files of a disk in order of path. They must not be changed.
func (f *Fleet) Files(id DiskID) []File { return f.disks[id].files }

// DiskFree are the bytes left on a disk, negative for plenty.
func (f *Fleet) DiskFree(id DiskID) int64 { return f.disks[id].free }

// Has says whether there is a file at path.
func (f *Fleet) Has(id DiskID, path string) bool {
	_, ok := find(f.disks[id].files, path)
	return ok
}

func find(files []File, path string) (int, bool) {
	return slices.BinarySearchFunc(files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
}

// HasUnder says whether there is a file under a directory.
func (f *Fleet) HasUnder(id DiskID, dir string) bool { return hasUnder(f.disks[id].files, dir) }

func hasUnder(files []File, dir string) bool {
	dir = strings.TrimSuffix(dir, "/") + "/"
	at, _ := find(files, dir)
	return at < len(files) && strings.HasPrefix(files[at].Path, dir)
}

// DiskEdit is a content in the making; Done gives it an id.
type DiskEdit struct {
	fleet *Fleet
	disk  disk
}

// Edit begins a new content from an old one.
func (f *Fleet) Edit(id DiskID) *DiskEdit {
	old := f.disks[id]
	return &DiskEdit{f, disk{slices.Clone(old.files), old.free}}
}

// Put writes a file, over what is there. It returns false, and writes nothing,
// if the disk has no room.
func (e *DiskEdit) Put(file File) bool {
	at, there := find(e.disk.files, file.Path)
	old := int64(0)
	if there {
		old = e.disk.files[at].Size
	}
	if e.disk.free >= 0 {
		if file.Size-old > e.disk.free {
			return false
		}
		e.disk.free -= file.Size - old
	}
	if there {
		e.disk.files[at] = file
	} else {
		e.disk.files = slices.Insert(e.disk.files, at, file)
	}
	return true
}

// Has says whether there is a file at path.
func (e *DiskEdit) Has(path string) bool {
	_, ok := find(e.disk.files, path)
	return ok
}

// Get is the file at path, and whether there is one.
func (e *DiskEdit) Get(path string) (File, bool) {
	at, ok := find(e.disk.files, path)
	if !ok {
		return File{}, false
	}
	return e.disk.files[at], true
}

// HasUnder says whether there is a file under a directory.
func (e *DiskEdit) HasUnder(dir string) bool { return hasUnder(e.disk.files, dir) }

// Delete removes the file at path, if there is one.
func (e *DiskEdit) Delete(path string) {
	at, ok := find(e.disk.files, path)
	if !ok {
		return
	}
	if e.disk.free >= 0 {
		e.disk.free += e.disk.files[at].Size
	}
	e.disk.files = slices.Delete(e.disk.files, at, at+1)
}

// Done gives the content an id.
func (e *DiskEdit) Done() DiskID {
	e.fleet.disks = append(e.fleet.disks, e.disk)
	return DiskID(len(e.fleet.disks) - 1)
}

package fleet

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
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

// diskTable is the contents that there are. Branches share it; from then on
// equal contents have equal ids.
type diskTable struct {
	list  []disk
	ids   map[kernel.Digest]DiskID // nil: not shared
	marks []uint64                 // by id, equal for equal contents; only if shared
}

// put gives a content an id.
func (t *diskTable) put(d disk) DiskID {
	id := DiskID(len(t.list))
	if t.ids != nil {
		sum := d.digest()
		if old, ok := t.ids[sum]; ok {
			return old
		}
		t.ids[sum] = id
		t.marks = append(t.marks, kernel.Mix(sum.Hi, sum.Lo))
	}
	t.list = append(t.list, d)
	return id
}

// share makes t ready to be shared, and returns it.
func (t *diskTable) share() *diskTable {
	if t.ids == nil {
		t.ids = map[kernel.Digest]DiskID{}
		t.marks = make([]uint64, len(t.list))
		for id := len(t.list) - 1; id >= 0; id-- {
			sum := t.list[id].digest()
			t.ids[sum], t.marks[id] = DiskID(id), kernel.Mix(sum.Hi, sum.Lo)
		}
	}
	return t
}

// Join lets f share the contents of disks with another fleet, as its branches do.
func (f *Fleet) Join(other *Fleet) {
	disks := other.disks.share()
	for i, id := range f.disk {
		f.disk[i] = disks.put(f.disks.list[id])
	}
	f.disks = disks
}

// copyInto copies t into old, or into a new table if old is shared.
func (t *diskTable) copyInto(old *diskTable) *diskTable {
	if old == nil || old.ids != nil {
		old = new(diskTable)
	}
	old.list = append(old.list[:0], t.list...)
	return old
}

func (d *disk) digest() (sum kernel.Digest) {
	sum.Add(uint64(d.free))
	for _, f := range d.files {
		sum.Add(kernel.HashString(f.Path))
		sum.Add(uint64(f.Size))
		sum.Add(uint64(f.From))
	}
	return sum
}

// Disk is the content of the disk of instance i.
func (f *Fleet) Disk(i uint32) DiskID { return f.disk[i] }

// SetDisk replaces the content of the disk of instance i.
func (f *Fleet) SetDisk(i uint32, id DiskID) { f.disk[i] = id }

// Files are the files of a disk in order of path. They must not be changed.
func (f *Fleet) Files(id DiskID) []File { return f.disks.list[id].files }

// DiskFree are the bytes left on a disk, negative for plenty.
func (f *Fleet) DiskFree(id DiskID) int64 { return f.disks.list[id].free }

// Has says whether there is a file at path.
func (f *Fleet) Has(id DiskID, path string) bool {
	_, ok := find(f.disks.list[id].files, path)
	return ok
}

func find(files []File, path string) (int, bool) {
	return slices.BinarySearchFunc(files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
}

// HasUnder says whether there is a file under a directory.
func (f *Fleet) HasUnder(id DiskID, dir string) bool { return hasUnder(f.disks.list[id].files, dir) }

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
	old := f.disks.list[id]
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
	return e.fleet.disks.put(e.disk)
}

package fleet

// room is what the fork of a small fleet needs, in one piece of memory: to copy
// it touches a few lines of the cache in a row instead of some for each column.
// What has no room goes elsewhere.
type room struct {
	behind   [1][]standing
	disk     [8]DiskID
	made     [4]uint32
	receives [8]uint16
	standing [8]standing
	flags    [8]uint8
}

// moveIn makes the columns of a fork in its room.
func (f *Fleet) moveIn() {
	r := &f.room
	r.behind[0] = r.standing[:0]
	f.flags, f.disk, f.made, f.receives, f.behind = r.flags[:0], r.disk[:0], r.made[:0], r.receives[:0], r.behind[:0]
}

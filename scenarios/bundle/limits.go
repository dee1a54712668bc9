package bundle

// Limits of a bundle. A zero field means the default.
type Limits struct {
	ArchiveBytes int64 // of the archive file: 256 MiB
	TotalBytes   int64 // of all files unpacked: 1 GiB
	Entries      int   // files and directories: 100,000
	AppSpecBytes int64 // of the AppSpec: 1 MiB
}

func (l Limits) withDefaults() Limits {
	if l.ArchiveBytes == 0 {
		l.ArchiveBytes = 256 << 20
	}
	if l.TotalBytes == 0 {
		l.TotalBytes = 1 << 30
	}
	if l.Entries == 0 {
		l.Entries = 100_000
	}
	if l.AppSpecBytes == 0 {
		l.AppSpecBytes = 1 << 20
	}
	return l
}

// What unpacks to more than this many bytes must not be more than ratio times
// as large as its archive.
const (
	ratioFrom = 64 << 20
	ratio     = 250
)

func isBomb(unpacked, archive int64) bool {
	return unpacked > ratioFrom && unpacked/ratio > archive
}

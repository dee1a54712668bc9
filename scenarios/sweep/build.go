package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"sync"
)

// Build identifies what this program was built from: its revision, or the bytes
// of the program itself if that does not tell. Parts of different builds never
// come into one sum.
var Build = sync.OnceValue(func() string {
	h := sha256.New()
	info, ok := debug.ReadBuildInfo()
	if ok {
		io.WriteString(h, info.GoVersion+" "+info.Main.Version+" "+revisionOf(info))
	}
	if !ok || revisionOf(info) == "" {
		hashProgram(h)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})

// revisionOf is the revision of a build from a clean checkout.
func revisionOf(info *debug.BuildInfo) (revision string) {
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.modified" && s.Value == "true":
			return ""
		case s.Key == "vcs.revision":
			revision = s.Value
		}
	}
	return revision
}

// hashProgram adds the program that runs; what can not be read adds nothing.
func hashProgram(h io.Writer) {
	path, err := os.Executable()
	if err != nil {
		return
	}
	file, err := os.Open(path)
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = io.Copy(h, file)
}

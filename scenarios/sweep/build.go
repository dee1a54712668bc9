package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
)

// Build identifies what this program was built from: its version, or the bytes of
// the program itself if that does not tell. Parts of different builds never come
// into one sum.
var Build = sync.OnceValue(func() string {
	h := sha256.New()
	if info, ok := debug.ReadBuildInfo(); ok && released(info.Main.Version) {
		_, _ = io.WriteString(h, info.GoVersion+" "+info.Main.Version)
	} else {
		hashProgram(h)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})

// released says whether a version is that of a clean checkout.
func released(version string) bool {
	return version != "" && version != "(devel)" && !strings.HasSuffix(version, "+dirty")
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

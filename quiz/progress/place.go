package progress

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
)

// FileName is the name of the file in its directory.
const FileName = "progress.db"

// HomeVariable names the directory of the data, where no flag does.
const HomeVariable = "REHEARSE_HOME"

// Place is the file in a home directory of Rehearse. Without one it is that of
// the variable, and without that the directory for data of the user.
func Place(home string) string {
	if home == "" {
		home = os.Getenv(HomeVariable)
	}
	if home == "" {
		home = filepath.Join(xdg.DataHome, "rehearse")
	}
	return filepath.Join(home, FileName)
}

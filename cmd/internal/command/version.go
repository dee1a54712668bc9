package command

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newCmdVersion(f *factory) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Example: "  rehearse version --json",
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return runVersion(f) },
	}
}

func runVersion(f *factory) error {
	version, revision := "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	if f.json {
		return f.document(map[string]string{"schema": "rehearse/version/1", "version": version, "revision": revision,
			"go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
	}
	f.io.Printf("rehearse %s (%s, %s, %s/%s)\n", version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

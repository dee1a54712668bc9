package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// finding is one finding as JSON.
type finding struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Refused bool   `json:"refused"`
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}

var platforms = map[string]appspec.Platform{"auto": appspec.Auto, "server": appspec.Server, "lambda": appspec.Lambda, "ecs": appspec.ECS}

func newCmdLint(f *factory) *cobra.Command {
	var platform string
	cmd := &cobra.Command{
		Use:   "lint FILE…",
		Short: "Check AppSpec files and bundles",
		Long: "Check AppSpec files for EC2/on-premises, Lambda and ECS, and whole bundles: directories\n" +
			"and zip, tar and tgz archives. A finding is `refused` if the service or the agent would\n" +
			"refuse it, `look` if only a person should look. The exit code is 1 if anything is refused.",
		Example: "  rehearse lint appspec.yml\n  rehearse lint bundle.zip --json",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			p, ok := platforms[strings.ToLower(platform)]
			if !ok {
				return usagef("--platform is auto, server, lambda or ecs")
			}
			return runLint(f, a, p)
		},
	}
	cmd.Flags().StringVar(&platform, "platform", "auto", "auto, server, lambda or ecs")
	return cmd
}

// runLint checks every file, and ends with the gravest of what it met.
func runLint(f *factory, paths []string, platform appspec.Platform) error {
	list, refused := []finding{}, false
	var unread error
	for _, path := range paths {
		result, err := lint(path, platform)
		if err != nil {
			f.tell(err)
			unread = worse(unread, err)
			continue
		}
		for _, x := range result.Findings {
			refused = refused || x.Refused
			list = append(list, finding{x.File, x.Line, x.Column, x.Refused, x.Rule, x.Message, x.Fix})
			if !f.json {
				showFinding(f.io, x)
			}
		}
	}
	if f.json {
		if err := f.document(map[string]any{"schema": "rehearse/lint/1", "findings": list}); err != nil {
			return err
		}
	} else if len(list) == 0 && unread == nil {
		f.io.Printf("%s\n", term.OK.Text("nothing found"))
	}
	if unread == nil && refused {
		return errMissed
	}
	return unread
}

// isScenario says whether a text is a scenario, which is no AppSpec.
func isScenario(path string, text []byte) bool {
	root, _ := source.Parse(path, text, source.Options{})
	return root != nil && root.Kind == source.Mapping && root.Get("rehearse") != nil
}

// worse is a silent error with the higher exit code of the two; what they say
// was told.
func worse(a, b error) error {
	return coded{max(exitCode(a), exitCode(b)), errors.New("")}
}

func showFinding(io *term.IO, x appspec.Finding) {
	word := term.Warn.Text("look")
	if x.Refused {
		word = term.Bad.Text("refused")
	}
	io.Printf("%s %s\n", word, x.Error())
}

// lint checks a file, or a bundle.
func lint(path string, platform appspec.Platform) (appspec.Result, error) {
	info, err := os.Stat(path)
	if err != nil {
		return appspec.Result{}, unreadable(path, err)
	}
	if info.IsDir() || isArchive(path) {
		if platform == appspec.Lambda || platform == appspec.ECS {
			return appspec.Result{}, usagef(source.Escape(path) + " is a bundle, and bundles are for --platform server")
		}
		return lintBundle(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return appspec.Result{}, unreadable(path, err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, source.MaxText+1))
	if err != nil {
		return appspec.Result{}, err
	}
	if isScenario(path, data) {
		return appspec.Result{}, coded{exitInvalid, errors.New(source.Escape(path) + " is a scenario, and no AppSpec; `rehearse check` runs it and compares")}
	}
	return appspec.Check(path, data, platform), nil
}

func isArchive(path string) bool {
	for _, end := range []string{".zip", ".tar", ".tgz", ".tar.gz"} {
		if strings.HasSuffix(strings.ToLower(path), end) {
			return true
		}
	}
	return false
}

func lintBundle(path string) (appspec.Result, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return appspec.Result{}, err
	}
	root, err := os.OpenRoot(filepath.Dir(abs))
	if err != nil {
		return appspec.Result{}, err
	}
	defer root.Close()
	b, err := bundle.Open(root, filepath.Base(abs), bundle.Limits{})
	if err != nil {
		return appspec.Result{}, err
	}
	return appspec.CheckBundle(b), nil
}

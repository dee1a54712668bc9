package command

// Files that a command writes: whole or not at all, and never over another one
// unless that was asked for.

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// outputFile is where a result goes: a file, or standard output if it has no
// path.
type outputFile struct {
	path  string
	force bool
}

func (o *outputFile) flags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.path, "output", "o", "", "write to this file instead of standard output")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file of --output if it exists")
}

// check refuses what can be seen to go wrong before there is a result. input
// is the file that the result is made of.
func (o *outputFile) check(input string) error {
	if o.path == "" {
		if o.force {
			return usagef("--force needs --output")
		}
		return nil
	}
	info, err := os.Stat(o.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return coded{exitUsage, err}
	case !info.Mode().IsRegular():
		return usagef("--output " + source.Escape(o.path) + " is not a regular file")
	case !o.force:
		return o.conflict()
	}
	if its, err := os.Stat(input); err == nil && os.SameFile(info, its) {
		return usagef("--output " + source.Escape(o.path) + " is the file that is read; choose another name")
	}
	return nil
}

func (o *outputFile) conflict() error {
	return coded{exitConflict, errors.New(source.Escape(o.path) + " exists; choose another name, or replace it with --force")}
}

// write writes the result and says so, or prints it.
func (o *outputFile) write(f *factory, text []byte) error {
	if o.path == "" {
		f.io.Copy(text)
		return nil
	}
	if err := o.save(f, text); err != nil {
		return err
	}
	f.io.Printf("wrote %s\n", o.path)
	return nil
}

// document prints the JSON document about a result that was written, or with
// the result in it.
func (o *outputFile) document(f *factory, text []byte, about map[string]any) error {
	if o.path == "" {
		about["text"] = string(text)
		return f.document(about)
	}
	about["path"] = o.path
	if err := o.save(f, text); err != nil {
		return err
	}
	return f.document(about)
}

// save writes the file.
func (o *outputFile) save(f *factory, text []byte) error {
	file, err := f.newOutFile("--output", o.path, "")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if o.force {
		return file.commit(err)
	}
	if err = file.commitNew(err); errors.Is(err, fs.ErrExist) {
		return o.conflict()
	}
	return err
}

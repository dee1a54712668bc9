package command

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// outFile is a file that is being written, under another name until it is
// whole.
type outFile struct {
	f    *factory
	flag string
	path string
	temp *os.File
	*bufio.Writer
}

// newOutFile begins the file that a flag names, next to where it will be.
func (f *factory) newOutFile(flag, path, scenario string) (*outFile, error) {
	path, mode, err := outPlace(flag, path, scenario)
	if err != nil {
		return nil, err
	}
	if f.writes(path) {
		return nil, usagef(flag + " " + source.Escape(path) + " is written already, for another option; choose another name")
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return nil, unwritable(flag, path, err)
	}
	_ = temp.Chmod(mode) // where that fails only its owner reads it
	f.temps.Store(temp.Name(), path)
	return &outFile{f, flag, path, temp, bufio.NewWriter(temp)}, nil
}

// possibleDirectory refuses the name that a flag gives a directory if there is a file
// in the way.
func possibleDirectory(flag, name string) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.IsDir():
		return usagef(flag + " " + source.Escape(name) + " is a file; name a directory")
	case errors.Is(err, syscall.ENOTDIR):
		return usagef(flag + " " + source.Escape(name) + " lies below a file; name another directory")
	}
	return nil
}

// writableDirectory refuses a directory in which nothing could be kept, before there is
// something to keep. It need not be there, and is not made.
func writableDirectory(flag, name string) error {
	if err := possibleDirectory(flag, name); err != nil {
		return err
	}
	there := name
	for _, err := os.Stat(there); errors.Is(err, fs.ErrNotExist) && there != filepath.Dir(there); _, err = os.Stat(there) {
		there = filepath.Dir(there)
	}
	temp, err := os.CreateTemp(there, ".rehearse-*")
	if err != nil {
		return unwritable(flag, name, err)
	}
	temp.Close()
	return os.Remove(temp.Name())
}

// unwritable is that a file can not be made.
func unwritable(flag, path string, err error) error {
	return coded{exitUsage, unwritten(flag, path, err)}
}

// unwritten says why a file can not be written, whatever it was called
// meanwhile.
func unwritten(flag, path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return errors.New(strings.TrimSpace(flag+" "+source.Escape(path)) + " can not be written: " + err.Error())
}

// writes says whether the file with a path is being written.
func (f *factory) writes(path string) (found bool) {
	path, _ = filepath.Abs(path)
	f.temps.Range(func(_, other any) bool {
		its, _ := filepath.Abs(other.(string))
		found = found || its == path
		return true
	})
	return found
}

// outPlace is the file that a path stands for, behind links, and its mode,
// which a file that is replaced hands down. Only regular files are replaced,
// and never the scenario.
func outPlace(flag, path, scenario string) (string, fs.FileMode, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	} else if _, err := os.Lstat(path); err == nil {
		return "", 0, usagef(flag + " " + source.Escape(path) + " is a link to nothing")
	}
	info, err := os.Stat(path)
	if err != nil {
		return path, 0o644, nil // CreateTemp will tell if there is no such directory
	}
	if !info.Mode().IsRegular() {
		return "", 0, usagef(flag + " " + source.Escape(path) + " is not a regular file" + insteadOf[flag])
	}
	for _, text := range []string{scenario, filepath.Join(scenario, "scenario.yaml")} {
		if its, err := os.Stat(text); err == nil && os.SameFile(info, its) {
			return "", 0, usagef(flag + " " + source.Escape(path) + " is the scenario itself; choose another name")
		}
	}
	return path, info.Mode().Perm(), nil
}

// insteadOf says what to do where a flag can not take what is no file.
var insteadOf = map[string]string{
	"--journal": "; `rehearse watch --json` prints the records", "--events": "; `rehearse watch --json` prints the records",
}

// commit gives the file its name unless something went wrong, in writing it or
// before; then there is none.
func (o *outFile) commit(err error) error {
	defer o.discard()
	for _, end := range []func() error{o.Flush, o.temp.Sync, o.temp.Close, func() error { return os.Rename(o.temp.Name(), o.path) }} {
		if err == nil {
			err = end()
		}
	}
	if err != nil {
		return coded{exitInternal, unwritten(o.flag, o.path, err)}
	}
	return nil
}

// commitNew gives the file its name unless another file has it by then, which
// is fs.ErrExist. A hard link can not replace anything; where there are none,
// the last moment decides.
func (o *outFile) commitNew(err error) error {
	for _, end := range []func() error{o.Flush, o.temp.Sync} {
		if err == nil {
			err = end()
		}
	}
	if err == nil {
		if err = os.Link(o.temp.Name(), o.path); err == nil || errors.Is(err, fs.ErrExist) {
			o.discard()
			return err
		}
		if _, taken := os.Lstat(o.path); taken == nil {
			o.discard()
			return fs.ErrExist
		}
		err = nil
	}
	return o.commit(err)
}

// discard removes the file if it has not got its name.
func (o *outFile) discard() {
	o.temp.Close()
	os.Remove(o.temp.Name())
	o.f.temps.Delete(o.temp.Name())
}

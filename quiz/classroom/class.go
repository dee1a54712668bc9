package classroom

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Class is a folder with a class in it.
type Class struct {
	Folder string
	Title  string
	Roster []Student
	secret []byte
}

const (
	classFile  = "class.yaml"
	rosterFile = "roster.csv"
	ownFolder  = "scenarios"
)

const secretBytes = 16

const guide = `A class of Rehearse. What is in this folder is yours alone but for the sheets.

1. Write your students into roster.csv, one a line: id,name. The id becomes part of file names and
   may be a pseudonym.
2. rehearse class assign . week-1            makes a sheet for each of them in week-1/sheets
   (--kinds, --scenarios and --items say what is in it; own scenarios go into scenarios/)
3. Give each student his sheet. He answers with: rehearse class take ID.yaml
   or writes behind each "answer:" with an editor, and gives you the file back.
4. rehearse class collect . FILES…           takes in what came back, and again what comes later:
   of several hand-ins of a student the last one holds, and no other is lost
5. rehearse class grade . week-1             writes gradebook, answers and feedback to week-1/grades;
   again, it says whose percentage is another than before
6. rehearse class report . week-1            tells about the questions, and what the class believes

Keep class.yaml to yourself: from its secret all sheets can be made. Keys are on no sheet, but
whoever has Rehearse can run a scenario and see: a graded exam needs supervision.
`

// Create makes a class in a folder that is not there or empty. Without a seed
// its secret is drawn. from is the name of the roster for messages; without a
// roster it is empty.
func Create(folder, title, seed, from string, roster []byte) (*Class, error) {
	if err := free(folder); err != nil {
		return nil, err
	}
	if roster == nil {
		roster = []byte("id,name\n")
	}
	students, found := ReadRoster(from, roster)
	if found.HasErrors() {
		return nil, found
	}
	c := &Class{Folder: folder, Title: title, Roster: students, secret: make([]byte, secretBytes)}
	if seed == "" {
		rand.Read(c.secret)
	} else {
		sum := sha256.Sum256([]byte(seed))
		copy(c.secret, sum[:])
	}
	return c, c.begin(roster)
}

// free says what stands in the way of a new class.
func free(path string) error {
	entries, err := os.ReadDir(path)
	switch info, _ := os.Stat(path); {
	case info != nil && !info.IsDir():
		return fmt.Errorf("%s is a file: %w; choose another name for the folder", source.Escape(path), ErrExists)
	case len(entries) > 0:
		return fmt.Errorf("%s has files in it already: %w; choose another folder", source.Escape(path), ErrExists)
	case err != nil && !absent(err):
		return unreadable(path, err)
	}
	return nil
}

// begin writes the folder of a new class, whole or not at all.
func (c *Class) begin(roster []byte) (err error) {
	files := []struct {
		name string
		data []byte
	}{{rosterFile, roster}, {"README.txt", []byte(guide)}, {classFile, c.encode()}}
	_, before := os.Lstat(c.Folder)
	defer func() {
		if err == nil {
			return
		}
		for _, file := range files {
			os.Remove(filepath.Join(c.Folder, file.name))
		}
		if os.Remove(filepath.Join(c.Folder, ownFolder)); absent(before) {
			os.Remove(c.Folder)
		}
	}()
	for _, path := range []string{c.Folder, filepath.Join(c.Folder, ownFolder)} {
		if err := folder(path); err != nil {
			return err
		}
	}
	for _, file := range files {
		if err := writeNew(filepath.Join(c.Folder, file.name), file.data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (c *Class) encode() []byte {
	return source.Write(source.Map(source.Pair("class", source.Int(1)), source.Pair("title", source.Str(c.Title)),
		source.Pair("secret", source.Str(hex.EncodeToString(c.secret)))))
}

// Open reads the class in a folder. The error is a source.Diagnostics if a file
// is wrong, and has ErrNotFound if there is no class.
func Open(folder string) (*Class, error) {
	path := filepath.Join(folder, classFile)
	data, err := os.ReadFile(path)
	if absent(err) {
		return nil, fmt.Errorf("no class in %s: %w; `rehearse class new` makes one", source.Escape(folder), ErrNotFound)
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	c, found := decodeClass(path, data)
	if found.HasErrors() {
		return nil, found
	}
	c.Folder = folder
	path = filepath.Join(folder, rosterFile)
	if data, err = os.ReadFile(path); err != nil {
		return nil, unreadable(path, err)
	}
	if c.Roster, found = ReadRoster(path, data); found.HasErrors() {
		return nil, found
	}
	return c, nil
}

func decodeClass(file string, data []byte) (*Class, source.Diagnostics) {
	root, found := source.Parse(file, data, source.Options{})
	if root == nil {
		return nil, found
	}
	r := source.NewReader()
	o := r.Object(root, "class", "title", "secret")
	r.Require(o, "class", "title", "secret")
	r.Int(o.Get("class"), 1, 1)
	c := &Class{Title: r.String(o.Get("title"))}
	if text := r.String(o.Get("secret")); text != "" {
		var err error
		if c.secret, err = hex.DecodeString(text); err != nil || len(c.secret) != secretBytes {
			r.Errorf(o.Get("secret").Position, "write back what `rehearse class new` wrote: 32 hexadecimal digits", "secret: not the secret of a class")
		}
	}
	return c, append(found, r.Diagnostics()...)
}

// Student finds a student by id.
func (c *Class) Student(id string) (Student, bool) {
	for _, s := range c.Roster {
		if s.ID == id {
			return s, true
		}
	}
	return Student{}, false
}

// tag is a code that only the class can make, of some words.
func (c *Class) tag(words ...string) []byte {
	code := hmac.New(sha256.New, c.secret)
	code.Write([]byte(strings.Join(words, "\x00")))
	return code.Sum(nil)
}

// seed is a number from such a code.
func (c *Class) seed(words ...string) uint64 {
	return binary.BigEndian.Uint64(c.tag(words...))
}

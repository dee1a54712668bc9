package command

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var update = flag.Bool("update", false, "rewrite coverage.json")

var ruleName = regexp.MustCompile(`CD[-_]\d+[._]\d+`)

// coverage.json says what the sources say.
func TestCoverageIsFresh(t *testing.T) {
	found := map[string]*covered{}
	var list []*covered
	for _, r := range rules.All() {
		c := &covered{ID: rules.String(r.ID), Functions: []string{}, Tests: []string{}, Mutants: []string{}}
		if len(r.Examples) > 0 {
			c.Tests = append(c.Tests, "sim/shorthand/book_test.go")
		}
		found[c.ID] = c
		list = append(list, c)
	}
	root := filepath.Join("..", "..", "..")
	for _, dir := range []string{"sim", "fleet", "scenarios", "testdata"} {
		walk(t, root, dir, found)
	}
	for _, c := range list {
		slices.Sort(c.Functions)
		slices.Sort(c.Tests)
	}
	got, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile("coverage.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(got, coverageJSON) {
		t.Error("coverage.json is not fresh; go test ./cmd/internal/command -update")
	}
}

func walk(t *testing.T, root, dir string, found map[string]*covered) {
	err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		switch {
		case strings.HasPrefix(name, "sim/rules/"):
		case strings.HasPrefix(name, "scenarios/explore/oracle/") && !strings.HasSuffix(name, "_test.go"): // a second opinion, no implementation
		case strings.HasSuffix(name, "_test.go"), strings.HasSuffix(name, ".txtar"), strings.HasPrefix(name, "scenarios/library/") && strings.HasSuffix(name, ".yaml"):
			text, err := os.ReadFile(path)
			for _, id := range named(string(text)) {
				add(found, id, func(c *covered) *[]string { return &c.Tests }, name)
			}
			return err
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_mutants.go"):
			return functions(path, name, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// functions notes the functions whose comment or body names a rule.
func functions(path, name string, found map[string]*covered) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ids := named(f.Doc.Text())
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				ids = append(ids, named(id.Name)...)
			}
			return true
		})
		for _, id := range ids {
			add(found, id, func(c *covered) *[]string { return &c.Functions }, file.Name.Name+"."+f.Name.Name)
		}
	}
	return nil
}

// named are the rules that a text names, each once.
func named(text string) (ids []string) {
	for _, id := range ruleName.FindAllString(text, -1) {
		id = "CD-" + strings.ReplaceAll(id[3:], "_", ".")
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func add(found map[string]*covered, id string, list func(*covered) *[]string, name string) {
	if c := found[id]; c != nil && !slices.Contains(*list(c), name) {
		*list(c) = append(*list(c), name)
	}
}

// What decides is tested and can be believed otherwise; what is said to come
// later is neither covered in full nor without a rule.
func TestCoverageIsHonest(t *testing.T) {
	list, err := coverage()
	if err != nil {
		t.Fatal(err)
	}
	excused := map[string]int{}
	for _, c := range list {
		decides := slices.ContainsFunc(c.Functions, func(f string) bool { return strings.HasPrefix(f, "Decisions.") })
		if decides && (len(c.Mutants) == 0 || len(c.Tests) == 0) {
			t.Errorf("%s is a decision with mutants %v, tests %v", c.ID, c.Mutants, c.Tests)
		}
		if len(c.Functions) > 0 && len(c.Tests) == 0 {
			t.Errorf("%v decide %s, and no test names it", c.Functions, c.ID)
		}
		excused[c.Reason]++
	}
	for _, l := range later {
		if excused[l.reason] == 0 {
			t.Errorf("%s: nothing is left of %q", l.prefix, l.reason)
		}
	}
}

package imports

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// FuzzRead: whatever the text, there is a scenario that compiles, or an error
// with a message; never a panic.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"deploymentGroupInfo": {"applicationName": "a", "deploymentGroupName": "b", "ec2TagFilters": [{"Key": "\u0000", "Value": "\n"}]}}`))
	f.Add([]byte(templateHead + "!If [Yes, !Ref Env, !Sub '${Named}']\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		im, found := Read([]Input{{"a", data}}, nil)
		if im == nil {
			if !found.HasErrors() {
				t.Fatal("neither a scenario nor an error")
			}
			return
		}
		text, err := im.YAML()
		if err != nil {
			if len(data) < source.MaxText/8 {
				t.Fatal(err)
			}
			return
		}
		if s, setup, found := (&scenarios.Source{Name: "s.yaml", Text: text}).Compile(); setup == nil {
			t.Fatalf("%v\n%s\n%v", found, text, s)
		}
	})
}

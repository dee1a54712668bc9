package source

import "testing"

func TestSuggest(t *testing.T) {
	words := []string{"name", "count", "zones", "tags", "deploymentConfigName", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce", "web-1", "web-2"}
	for _, c := range []struct{ name, word, want string }{
		{"one letter missing", "nme", "name"},
		{"neighbours swapped", "cuont", "count"},
		{"case", "Zones", "zones"},
		{"Pascal case", "DeploymentConfigName", "deploymentConfigName"},
		{"dashes", "deployment-config-name", "deploymentConfigName"},
		{"long word", "CodeDeployDefault.HalfAtTime", "CodeDeployDefault.HalfAtATime"},
		{"end of a word", "HalfAtATime", "CodeDeployDefault.HalfAtATime"},
		{"start of a word", "deployment", "deploymentConfigName"},
		{"start of two words", "CodeDeploy", ""},
		{"first of equals", "web-3", "web-1"},
		{"far away", "colour", ""},
		{"too short", "xy", ""},
		{"nothing", "", ""},
	} {
		got, ok := Suggest(c.word, words)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: Suggest(%q) = %q, %v, want %q", c.name, c.word, got, ok, c.want)
		}
	}
}

package deck

import "testing"

func TestKnownRule(t *testing.T) {
	for id, want := range map[string]bool{
		"CD-2.8": true, "CD-99.1": false, "CP-1.1": true, "CP-17.3": true, "CP-17.4": false, "CP-18.1": false, "CB-16.3": true, "CC-10.4": true,
		"CS-3.3": true, "CS-4.1": false, "CP-0.1": false, "CP-1.0": false, "CP-1": false, "CP": false, "": false, "CP-+1.1": false, "CP-1.1.1": false, "M-CP-01": false,
	} {
		if KnownRule(id) != want {
			t.Errorf("%s: %v", id, !want)
		}
	}
}

func TestIsBelief(t *testing.T) {
	for id, want := range map[string]bool{
		"M-CD-01": true, "M-CD-25": true, "M-CD-26": false, "M-CD-48": true, "M-CD-87": true, "M-CD-88": false, "M-BG-16": true, "M-BG-17": false,
		"M-CP-19": true, "M-CB-11": true, "M-CC-09": true, "M-CC-9": false, "CC-09": false, "M-CC-009": false, "M-XX-01": false, "": false,
	} {
		if isBelief(id) != want {
			t.Errorf("%s: %v", id, !want)
		}
	}
}

// The number of claims of each verdict is what the check of the seed says.
func TestVerdicts(t *testing.T) {
	count := map[string]int{}
	for _, id := range Claims() {
		count[Verdict(id)]++
	}
	if count["true"] != 131 || count["imprecise"] != 43 || count["outdated"] != 12 || count["wrong"] != 6 || Verdict("SC-193") != "" || Verdict("SC-0") != "" {
		t.Error(count)
	}
}

func TestTag(t *testing.T) {
	for text, want := range map[string]string{
		"<b>x": "<b>", "x</B>": "</B>", "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>", "<!doctype html>": "<!doctype html>", "<br/>": "<br/>",
		"a < b > c": "", "<group>": "", "1<2": "", "<b": "", "CodeDeploy_<group>_<deployment id>": "", "<<script>": "<script>",
	} {
		if got := Tag(text); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

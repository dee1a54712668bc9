package command

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// usable are words with which each command would do something, FOLDER being one
// that is empty; what stands in front of a flag.
var usable = map[string]string{
	"advise": "rollback",
	"ask":    "rollback web-1", "be-codedeploy": "rollback", "check": "rollback", "diff": "rollback --set seed=3", "explore": "rollback", "import": "testdata/none", "lint": "testdata/none",
	"new": "FOLDER/x.yaml --no-input", "predict": "rollback", "run": "rollback", "show": "rollback", "shrink": "rollback --property max-failed=0", "sweep": "rollback", "watch": "rollback", "worker": "nats://127.0.0.1:1", "why": "rollback web-1",
	"deck export": "codedeploy --to csv", "deck import": "testdata/cards.csv", "deck show": "codedeploy",
	"class assign": "FOLDER x", "class collect": "FOLDER x", "class grade": "FOLDER x", "class new": "FOLDER/lab", "class report": "FOLDER x", "class take": "FOLDER/x.yaml",
}

// wrong is, for each flag, what it can not take, and the exit code of that in
// every command. FOLDER stands for a directory, nosuch for what is not there.
var wrong = map[string]struct {
	value string
	code  int
}{
	"group": {"nosuch", exitNotFound}, "keep": {"130%", exitUsage}, "tolerate": {"-1", exitUsage},
	"alarm": {"nosuch", exitUsage}, "answers": {"FOLDER/nosuch", exitNotFound}, "config": {"nosuch", exitUsage}, "crash-agent": {"nosuch", exitUsage},
	"deck": {"nosuch", exitNotFound}, "events": {"FOLDER/nosuch/x", exitUsage}, "exam": {"nosuch", exitNotFound}, "export": {"FOLDER", exitUsage},
	"fail": {"nosuch", exitUsage}, "grid": {"nosuch", exitUsage}, "creds": {"FOLDER/nosuch", exitNotFound}, "emit": {"nosuch", exitUsage}, "fingerprint": {"nosuch", exitUsage}, "listen": {"nosuch", exitUsage},
	"nats": {"nosuch", exitUsage}, "seeds": {"0", exitUsage}, "workers": {"-1", exitUsage}, "faults": {"nosuch", exitUsage}, "from": {"nosuch", exitUsage}, "home": {"testdata/none/x", exitUsage}, "hosts": {"-1", exitUsage}, "html": {"FOLDER/nosuch/x", exitUsage},
	"import": {"FOLDER/nosuch", exitNotFound}, "items": {"-1", exitUsage}, "journal": {"FOLDER/nosuch/x", exitUsage}, "journal-level": {"nosuch", exitUsage},
	"kinds": {"nosuch", exitUsage}, "max": {"0", exitUsage}, "minutes": {"-1", exitUsage}, "new": {"-1", exitUsage}, "now": {"nosuch", exitUsage},
	"output": {"FOLDER/nosuch/x", exitUsage}, "parameter": {"nosuch", exitUsage}, "pass": {"101", exitUsage}, "platform": {"nosuch", exitUsage}, "property": {"nosuch", exitInvalid},
	"runs": {"-1", exitUsage}, "save": {"uniform_test.go/x", exitUsage}, "store": {"uniform_test.go", exitUsage}, "scenario": {"99", exitNotFound}, "search": {"nosuch", exitUsage}, "seed": {"-1", exitUsage}, "set": {"nosuch", exitInvalid}, "show": {"nosuch", exitNotFound}, "simulate": {"nosuch", exitNotFound},
	"slips": {"101", exitUsage}, "slow": {"nosuch", exitUsage}, "speed": {"0", exitUsage}, "states": {"-1", exitUsage}, "stop": {"nosuch", exitUsage}, "svg": {"FOLDER/nosuch/x", exitUsage},
	"template": {"nosuch", exitUsage}, "terminate": {"nosuch", exitUsage}, "to": {"nosuch", exitUsage}, "topic": {"nosuch", exitNotFound}, "until": {"nosuch", exitUsage},
	"zone-outage": {"nosuch", exitUsage},
}

// beside are flags without which another says nothing.
var beside = map[string]string{
	"misconceptions --scenario": "M-CD-07", "run --journal-level": "--journal FOLDER/j", "diagnose --slips": "--simulate expert", "diagnose --max": "--simulate expert",
	"sweep --creds": "--nats nats://127.0.0.1:1", "sweep --fingerprint": "--nats nats://127.0.0.1:1", "sweep --emit": "--nats nats://127.0.0.1:1 --image x --workers 1",
}

// free are flags that take any text, those of a class, which has to be there first,
// and those of which each scenario tells.
var free = map[string]bool{
	"title": true, "id": true, "language": true, "class new --seed": true, "class new --roster": true, "class assign --kinds": true,
	"class assign --items": true, "class assign --scenarios": true, "class take --answers": true, "class take --output": true, "class take --now": true,
	"check --set": true, "why --property": true, "token": true, "sweep --image": true, "progress --export": true,
}

// everyCommand visits all commands that do something.
func everyCommand(t *testing.T, visit func(name string, c *cobra.Command)) {
	io, _, _ := term.Test()
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			if walk(sub); !sub.HasSubCommands() && sub.Name() != "help" && sub.Parent().Name() != "completion" {
				visit(strings.TrimSpace(wordsOf(sub)), sub)
			}
		}
	}
	walk(newRoot(&factory{io: io}))
}

// refused runs a line that must be refused, in a sentence, with nothing printed.
func refused(t *testing.T, line string, code int) {
	t.Helper()
	words := strings.Fields(strings.ReplaceAll(line, "FOLDER", t.TempDir()))
	got, stdout, stderr := called(t, "", words...)
	if got != code || stdout != "" || stderr == "" {
		t.Errorf("%s: exit code %d, want %d; printed %.80q, said %s", line, got, code, stdout, stderr)
	}
	if raw := []string{"strconv.", "json: ", "invalid argument", "cobra", "[{", "progress.Document", "%!", "stat /", "open /"}; containsAny(stderr, raw) && !strings.Contains(line, "--json") {
		t.Errorf("%s: said %s", line, stderr)
	}
}

func containsAny(text string, list []string) bool {
	for _, s := range list {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// A flag that can not be is refused by every command that has it alike.
func TestFlagsAreRefusedAlike(t *testing.T) {
	everyCommand(t, func(name string, c *cobra.Command) {
		refused(t, name+" "+usable[name]+" --nosuch", exitUsage)
		c.LocalNonPersistentFlags().VisitAll(func(flag *pflag.Flag) {
			line := strings.Join([]string{name, usable[name], beside[name+" --"+flag.Name], "--" + flag.Name}, " ")
			switch w, known := wrong[flag.Name]; {
			case flag.Value.Type() == "bool":
				refused(t, line+"=nosuch", exitUsage)
				return
			case valueWord(flag) == "N":
				refused(t, line+" nosuch", exitUsage)
				refused(t, line+" 99999999999999999999", exitUsage)
				fallthrough
			default:
				if free[flag.Name] || free[name+" --"+flag.Name] {
					return
				}
				if !known {
					t.Errorf("%s --%s: what can it not take?", name, flag.Name)
				}
				refused(t, line+" "+w.value, w.code)
			}
		})
	})
}

// Too few and too many arguments, and files that are not there or directories,
// are refused by every command alike.
func TestArgumentsAreRefusedAlike(t *testing.T) {
	for _, line := range []string{
		"run", "run a b", "explore", "explore a b", "explore", "explore a b", "shrink", "shrink a b", "why", "why a b c", "diff", "diff a b c", "sweep", "sweep a b", "worker", "worker a b", "worker 127.0.0.1:4222", "watch", "ask", "predict", "predict a b", "be-codedeploy a b", "show", "lint", "import", "new", "new a b",
		"advise", "advise a b", "quiz x", "study x", "diagnose x", "exam a b", "progress x", "list x", "properties a b", "schema x", "doctor x", "version x", "deck", "nosuch", "deck nosuch", "class nosuch", "completion nosuch", "help nosuch",
		"deck show", "deck export", "deck import", "class new", "class assign x", "class collect x", "class grade x", "class report x", "class take",
	} {
		if line != "deck" { // alone it lists what it holds
			refused(t, line, exitUsage)
		}
	}
	for _, line := range []string{
		"run NONE", "sweep NONE", "explore NONE", "explore NONE", "shrink NONE", "check NONE", "why NONE", "why NONE web-1", "diff NONE rollback", "diff rollback NONE", "watch NONE", "ask NONE", "predict NONE", "be-codedeploy NONE", "show NONE",
		"advise NONE", "lint NONE", "import NONE", "quiz --scenario NONE", "study --deck NONE", "deck show NONE", "deck list NONE", "deck check NONE", "deck export NONE --to csv", "deck import NONE", "deck import NONE.csv",
		"progress --import NONE", "class take NONE", "class grade NONE x", "class report NONE x", "class collect NONE x", "class assign NONE x", "exam nosuch", "rules CD-99", "properties nosuch", "misconceptions M-XX-99",
	} {
		for _, none := range []string{"FOLDER/nosuch", "testdata/none/nosuch"} { // nothing, and below a file
			if strings.HasPrefix(line, "class") && none != "FOLDER/nosuch" {
				continue
			}
			line := strings.ReplaceAll(line, "NONE", none)
			if name := strings.Fields(line)[0]; name == "check" || strings.HasPrefix(line, "deck check") { // they say of each what is wrong
				if code, _, _ := called(t, "", strings.Fields(line)...); code != exitNotFound {
					t.Errorf("%s: exit code %d", line, code)
				}
				continue
			}
			refused(t, line, exitNotFound)
		}
	}
	for _, line := range []string{"import FOLDER", "deck show FOLDER", "deck import FOLDER --from csv", "progress --import FOLDER", "quiz --answers FOLDER", "predict rollback --answers FOLDER"} {
		refused(t, line, exitInvalid)
	}
}

// A flag that would say nothing beside another is refused.
func TestIdleFlags(t *testing.T) {
	for _, line := range []string{
		"diagnose --slips 5", "diagnose --show hosts --seed 4", "diagnose --simulate expert --answers x", "diagnose --simulate expert --home x",
		"quiz --no-save --home x", "study --no-save --home x", "exam --no-save --home x", "diagnose --no-save --home x", "quiz --resume --topic rollback", "quiz --resume --seed 4", "quiz --resume --anew", "quiz --resume --no-save",
		"study --resume --new 4", "study --deck codebuild --seed 4", "run rollback --journal-level all", "run rollback --predict --until 30s", "run rollback --predict --html x.html", "run rollback --predict --property ends",
		"rules --coverage CD-2.1", "misconceptions M-CD-07 --topic rollback", "misconceptions --scenario 1", "misconceptions --check --topic x", "ask rollback --until 3s",
		"predict rollback --json --pass 50", "sweep rollback --csv --json", "sweep rollback --csv --jsonl", "sweep rollback --token x", "sweep rollback --image x",
		"sweep rollback --listen 127.0.0.1:0 --nats nats://127.0.0.1:1", "sweep rollback --nats nats://127.0.0.1:1 --emit k8s-job", "sweep rollback --workers 0", "progress --csv --json", "progress --csv --undo", "progress --force", "deck export codedeploy --to csv --force", "new x.yaml --template lambda --hosts 3",
	} {
		refused(t, line, exitUsage)
	}
}

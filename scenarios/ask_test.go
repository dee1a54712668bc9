package scenarios

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// What questions ask to try, in the words that the answer uses.
var questions = []struct{ question, want string }{
	{"3 hosts fail ValidateService", "3 hosts fail ValidateService"},
	{"web-2 and web-4 fail ApplicationStart", "web-2 and web-4 fail ApplicationStart"},
	{"web-1 is terminated at 90s", "web-1 is terminated at 1m30s"},
	{"zone a is out at 2m", "zone a is out at 2m0s"},
	{"half of the hosts are slow", "half of the hosts are 3 times as slow"},
	{"what if the agent on web-1 crashes at 10s", "the agent on web-1 crashes at 10s"},
	{"stop at 30s with rollback", "deployment 1 is stopped at 30s with rollback"},
	{"What happens if web-1 fails Install, and web-2 is terminated at 1 minute 30 seconds?", "web-1 fails Install; web-2 is terminated at 1m30s"},
	{"web-1, web-2 and web-3 fail Install and validate service", "web-1 and web-2 and web-3 fail Install; web-1 and web-2 and web-3 fail ValidateService"},
	{"ValidateService fails on two hosts", "2 hosts fail ValidateService"},
	{"fail AfterInstall on web-1..web-2", "web-1..web-2 fails AfterInstall"},
	{"web-1 to web-3 fail in Install", "web-1..web-3 fails Install"},
	{"at 5s, web-1 is terminated", "web-1 is terminated at 5s"},
	{"terminate web-1 at 1s and reboot web-2 at 5s for 2m", "web-1 is terminated at 1s; web-2 is rebooted at 5s for 2m0s"},
	{"web-1 is terminated during Install", "web-1 is terminated during Install"},
	{"web-1 is down at 10s for 30s", "web-1 is rebooted at 10s for 30s"},
	{"the last host and a third of the hosts are twice as slow from the start", "the last 1 hosts and a third of the hosts are 2 times as slow"},
	{"all hosts are 10 times slower at 20s", "all hosts are 10 times as slow at 20s"},
	{"40% of the hosts fail Install", "40% of the hosts fail Install"},
	{"25 percent of the fleet fail Install", "a quarter of the hosts fail Install"},
	{"web-1's agent dies at 10s for 1m", "the agent on web-1 crashes at 10s for 1m0s"},
	{"cut off web-1 at 3s", "web-1 is cut off at 3s"},
	{"the network of web hosts is cut at 3s for 1m", "web is cut off at 3s for 1m0s"},
	{"web-2 runs out of disk at 1s", "the disk of web-2 is full at 1s"},
	{"someone stops the deployment at 30s without rollback", "deployment 1 is stopped at 30s without rollback"},
	{"deployment 2 is cancelled at 1m", "deployment 2 is stopped at 1m0s"},
	{"zones a and b go down at 2m for 10m", "zone a is out at 2m0s for 10m0s; zone b is out at 2m0s for 10m0s"},
	{"slow web-1 down at 3s", "web-1 is 3 times as slow at 3s"},
	{"hosts web-1 and web-2 fail Install", "web-1 and web-2 fail Install"},
	{"the hosts fail Install", "all hosts fail Install"},
}

// asked joins what a question asks for, or is the error behind a !.
func asked(setup *sim.Setup, question string) string {
	trials, err := Ask(setup, question)
	if err != nil {
		return "!" + err.Error()
	}
	var list []string
	for _, t := range trials {
		list = append(list, t.String())
	}
	return strings.Join(list, "; ")
}

func TestQuestions(t *testing.T) {
	setup := setupOf(t, []byte(tryOut))
	for _, row := range questions {
		if got := asked(setup, row.question); got != row.want {
			t.Errorf("%s:\n%s, want\n%s", row.question, got, row.want)
		}
	}
}

// A question with a word that does not fit is refused, and says what would.
func TestQuestionsThatCanNotBeRead(t *testing.T) {
	setup := setupOf(t, []byte(tryOut))
	for question, want := range map[string]string{
		"":                                       "the question is empty",
		"will it rain":                           `can not read "will"; say who, and what happens: db-1 fails ValidateService`,
		"web-1 explodes":                         `can not read "explodes"; hosts can fail in an event such as ValidateService, be terminated, stopped, rebooted, slow or cut off, or run out of disk`,
		"web-1 is terminatd at 3s":               `can not read "terminatd"; did you mean terminated?`,
		"web-1 fails Instal":                     `can not read "Instal"; did you mean Install?`,
		"web-1 fails":                            "the question ends too early; a lifecycle event is such as ValidateService",
		"wen-1 fails Install":                    `can not read "wen-1"; did you mean web-1?`,
		"web-1 is terminated":                    "the question ends too early; say when, such as `at 90s`",
		"terminate web-1 and reboot web-2 at 5s": "can not read \"and\"; say when, such as `at 90s`",
		"web-1 is terminated at noon":            `can not read "noon"; a time is such as 90s, and an event such as Install`,
		"web-1 is terminated at 3s quickly":      "can not read \"quickly\"; after what happens comes a time, or `and` with what else happens",
		"web-1 fails Install at 90s":             `can not read "at"; an event fails whenever it runs; leave the time out`,
		"at 90s web-1 fails Install":             "the question ends too early; an event fails whenever it runs; leave the time out",
		"zone q is out at 2m":                    `can not read "q"; a zone is such as a`,
		"zone a is out during Install":           "can not read \"during\"; that has no event; give a time such as `at 90s`",
		"0 hosts fail Install":                   `can not read "hosts"; name at least one host`,
		"150% of the hosts fail Install":         `can not read "150%"; a share is from 1% to 100%`,
		"web-1 is terminated at 3s for 5m":       `can not read "for"; it has no end`,
		"the agent crashes at 3s":                "can not read \"crashes\"; say of which host, such as `on web-1`",
		"3 hosts fail ValidateService and rain":  `can not read "rain"; say who, and what happens: db-1 fails ValidateService`,
		strings.Repeat("a ", 501):                "a question has at most 1000 characters",
		"web-1 \x1b[31m":                         `can not read "\x1b[31m"; hosts can fail in an event such as ValidateService, be terminated, stopped, rebooted, slow or cut off, or run out of disk`,
	} {
		if got := asked(setup, question); got != "!"+want {
			t.Errorf("%s:\n%s, want\n!%s", question, got, want)
		}
	}
}

// All that is listed for a scenario of the library can be asked and tried.
func TestListedQuestions(t *testing.T) {
	for _, e := range Library() {
		src, err := Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, setup, _ := src.Compile()
		for _, question := range Questions(setup) {
			_, setup, _ := src.Compile()
			trials, err := Ask(setup, question)
			if err == nil {
				err = Try(setup, trials)
			}
			if err != nil && !strings.HasSuffix(err.Error(), "no deployment of the timeline goes there") {
				t.Errorf("%s: %s: %v", e.Name, question, err)
			}
		}
	}
}

// What is understood can be tried, or says why not; and it can be asked again in
// the words of the answer.
func understood(t *testing.T, question string) {
	setup := setupOf(t, []byte(tryOut))
	trials, err := Ask(setup, question)
	if err != nil {
		return
	}
	for _, trial := range trials {
		again, err := Ask(setup, trial.String())
		if err != nil || len(again) != 1 {
			t.Fatalf("%q: %q can not be asked: %v, %v", question, trial.String(), again, err)
		}
		if diff := cmp.Diff(trial, again[0]); diff != "" {
			t.Fatalf("%q: %q asks for something else:\n%s", question, trial.String(), diff)
		}
	}
	if Try(setup, trials) == nil {
		w := sim.New(setup)
		if err := w.Run(); err != nil {
			t.Fatalf("%q: %v", question, err)
		}
	}
}

func FuzzQuestion(f *testing.F) {
	for _, row := range questions {
		f.Add(row.question)
	}
	f.Fuzz(understood)
}

// Words that mean something, in any order.
func TestQuestionsOfWords(t *testing.T) {
	var pool []string
	for _, row := range questions {
		pool = append(pool, strings.Fields(row.question)...)
	}
	rapid.Check(t, func(r *rapid.T) {
		understood(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pool), 1, 12).Draw(r, "words"), " "))
	})
}

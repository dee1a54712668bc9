package command

// What rehearse says alone on a terminal: to a newcomer what can be done here,
// to who has been here what is due.

import (
	"fmt"
	"math"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
)

// offer is something to do next.
type offer struct {
	text string
	do   func() error
}

// nothingNow is chosen by who wants none of the offers.
var nothingNow = offer{"Nothing for now", func() error { return nil }}

// greet greets, and does what is chosen.
func (f *factory) greet(me *learner) error {
	if _, err := me.now(); err != nil {
		return err
	}
	if err := me.possible(); err != nil {
		return err
	}
	offers := f.offersFor(me)
	if offers == nil {
		offers = f.welcome(me)
	}
	offers = append(offers, nothingNow)
	var texts []string
	for _, o := range offers {
		texts = append(texts, o.text)
	}
	chosen, err := f.io.Prompter().Select("What next?", texts, 0)
	if err != nil {
		return err
	}
	return offers[chosen].do()
}

// welcome tells a newcomer what can be done, in one screen.
func (f *factory) welcome(me *learner) []offer {
	f.io.Printf("%s\n", term.Bold.Text("Rehearse: AWS CodeDeploy deployments before they happen"))
	f.io.Printf("A deterministic simulator shows who is deployed to, what fails, what is rolled back, and which documented rule decided it. Nothing is called, nothing leaves this machine.\n\n")
	t := &term.Table{Whole: true, Header: []string{"command", "what it does"}}
	for _, row := range [][2]string{
		{"rehearse list", "lists the deployments there are to look at"},
		{"rehearse run NAME", "replays one; watch NAME does so live"},
		{"rehearse predict NAME", "asks first what will happen, and grades you"},
		{"rehearse quiz", "asks without end and explains each wrong answer"},
		{"rehearse study", "asks cards again before you forget them"},
		{"rehearse new FILE", "writes a deployment of your own to try faults on"},
		{"rehearse --help", "lists everything else"},
	} {
		t.Row(row[0], row[1])
	}
	f.io.Table(t)
	f.io.Printf("\n")
	return []offer{{"The first five minutes: watch a deployment, predict the next, see why", f.firstMinutes}, {"A quiz", f.typed(me.with("quiz")...)}, {"The list of deployments", f.typed("list")}}
}

// offersFor are what is due and what can go on, for who has been here; nil for
// a newcomer.
func (f *factory) offersFor(me *learner) (offers []offer) {
	if !me.kept() {
		return nil
	}
	n, err := f.openNotebook(&keeper{learner: *me})
	if err != nil {
		report(f.io, err)
		return nil
	}
	defer n.close() // nothing was written
	if len(n.before) == 0 {
		return nil
	}
	f.io.Printf("%s\n", term.Bold.Text("Welcome back"))
	for _, kind := range []string{"quiz", "study"} {
		if s, answers := n.unfinished(kind); answers > 0 {
			offers = append(offers, offer{fmt.Sprintf("Go on with the %s of %s, after %s", kind, s.Begun.In(n.moment().Location()).Format(minutes), plural(answers, "answer")), f.typed(me.with(kind, "--resume")...)})
		}
	}
	if due := n.due(); due > 0 {
		f.io.Printf("%s due again.\n", isOrAre(due))
		offers = append(offers, offer{fmt.Sprintf("Study what is due (%d) and some new cards", due), f.typed(me.with("study", "--anew")...)})
	} else {
		f.io.Printf("Nothing is due.\n")
		offers = append(offers, offer{"Study some new cards", f.typed(me.with("study", "--anew")...)})
	}
	return append(offers, offer{"A new quiz", f.typed(me.with("quiz", "--anew")...)}, offer{"What I have answered so far", f.typed(me.with("progress")...)})
}

// with are the words of a command for the same learner at the same time.
func (l *learner) with(words ...string) []string {
	for _, flag := range [][2]string{{"--home", l.home}, {"--now", l.at}} {
		if flag[1] != "" {
			words = append(words, flag[0], flag[1])
		}
	}
	return words
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 thing is"
	}
	return plural(n, "thing") + " are"
}

// due is how much is due.
func (n *notebook) due() (count int) {
	n.keep(func(s *progress.Store) error {
		list, err := s.Due(n.moment(), math.MaxInt)
		count = len(list)
		return err
	})
	return count
}

// typed runs a command as if it had been typed.
func (f *factory) typed(words ...string) func() error {
	return func() error {
		root := newRoot(f)
		root.SetArgs(words)
		return root.Execute()
	}
}

// firstMinutes shows a deployment, asks about the next, and says why.
func (f *factory) firstMinutes() error {
	for _, step := range []struct {
		says string
		do   func() error
	}{
		{"Four hosts, one at a time, thirty times as fast as it would be. Watch in which order they are taken: rehearse watch one-at-a-time --speed 30",
			f.typed("watch", "one-at-a-time", "--speed", "30")},
		{"The same four hosts, but a script fails on web-2. What will happen? rehearse predict one-at-a-time-fails",
			f.typed("predict", "one-at-a-time-fails", "--items", "3", "--kinds", "final-status,touched-set,rollback-happens")},
		{"Why was web-4 never attempted? Read from the top: each line is caused by the one below. rehearse why one-at-a-time-fails web-4",
			f.typed("why", "one-at-a-time-fails", "web-4")},
	} {
		f.io.Printf("\n%s\n", term.Bold.Text(step.says))
		text, err := f.io.Prompter().Input("Enter goes on, q leaves", "", nil)
		if err != nil || text == wordLeave.key {
			return err
		}
		if err := step.do(); err != nil {
			return err
		}
	}
	f.io.Printf("\nThat was the whole of it: watch, predict, see why. Next: rehearse quiz, or rehearse study.\n")
	return nil
}

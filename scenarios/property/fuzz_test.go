package property

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Whatever the text, it is a property that has an answer or says why it has
// none, or a fault at a place in it.
func FuzzParse(f *testing.F) {
	for _, b := range Builtins() {
		f.Add(b.Usage)
		f.Add(b.Text())
	}
	for _, text := range []string{
		"", "always", "at end", "eventually mixed within 2h", "always -9223372036854775807 - 2 / (hosts - 6) > now / 1s",
		"never any(instances, name == 'web-1' && !(zone != \"a\"))", "always \u00e9", "always 1.5h > 1ms", strings.Repeat("(", 9000), "always " + strings.Repeat("all(instances, ", 9) + "ended or any(deployments, zone == 'a')" + strings.Repeat(")", 9), "always " + strings.Repeat("-", 4000) + "1",
	} {
		f.Add(text)
	}
	w := sim.New(setup(failing(0)))
	if err := w.RunUntil(5 * kernel.Second); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		var fault *Error
		switch {
		case errors.As(err, &fault):
			if fault.Offset < 0 || fault.Offset > len(text) || fault.Column < 1 || fault.Column > fault.Offset+1 || fault.Message == "" {
				t.Fatalf("%q: %#v", text, fault)
			}
			return
		case err != nil || p.Verb.String() == "" || p.Holds == nil || p.Text == "":
			t.Fatalf("%q: %v, %+v", text, err, p)
		}
		for _, ask := range []Test{p.If, p.Holds} {
			if ask == nil {
				continue
			}
			var none *Unanswered
			if _, err := ask(w); err != nil && !errors.As(err, &none) {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}

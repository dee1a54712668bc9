package page_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata")

// run runs a scenario: a file, or the name of a bundled one.
func run(t *testing.T, path string, changes ...string) (*sim.World, string) {
	t.Helper()
	src, err := scenarios.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	s, setup, found := src.Compile(changes...)
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return w, s.Title
}

// written is a scenario as a file.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scenario.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func html(t *testing.T, d *page.Data, v page.Verdict) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := page.HTML(&out, d, []string{"CD-5.1"}, v); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func svg(t *testing.T, d *page.Data) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := page.SVG(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got (go test ./cmd/internal/page -update accepts it)\n%s", name, diff)
	}
}

// Two hosts, of which the first fails, and the rollback: the data of the page
// and the picture, whole.
func TestGolden(t *testing.T) {
	w, title := run(t, filepath.Join("testdata", "two.yaml"))
	d := page.Collect(w, title, nil)
	for n := range d.Rules { // their words may change, their ids do not
		r := &d.Rules[n]
		id, _ := rules.Parse(r.ID)
		if rule, ok := rules.Lookup(id); !ok || rule.Statement != r.Statement || rule.Source != r.Source {
			t.Errorf("%s does not say what the book says", r.ID)
		}
		r.Statement, r.Source = "", ""
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "two.txt", table(t, text))
	golden(t, "two.svg", svg(t, d))
}

// table prints each member of an object, or of one in it, on a line.
func table(t *testing.T, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := members(dec, &out, ""); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func members(dec *json.Decoder, out *bytes.Buffer, indent string) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		switch {
		case value[0] == '{':
			fmt.Fprintf(out, "%s%v:\n", indent, key)
			if err := members(json.NewDecoder(bytes.NewReader(value)), out, indent+"  "); err != nil {
				return err
			}
		case bytes.HasPrefix(value, []byte("[{")):
			var list []json.RawMessage
			if err := json.Unmarshal(value, &list); err != nil {
				return err
			}
			fmt.Fprintf(out, "%s%v:\n", indent, key)
			for n, row := range list {
				fmt.Fprintf(out, "%s  %d %s\n", indent, n, row)
			}
		default:
			fmt.Fprintf(out, "%s%v: %s\n", indent, key, value)
		}
	}
	return nil
}

// fleet is a scenario of so many hosts behind a load balancer, whose scripts
// take as long as they like.
func fleet(hosts int) string {
	return fmt.Sprintf(`rehearse: 1
title: A large fleet
seed: 3
fleet:
  instances: [{name: web, count: %d, zones: [a, b, c], tags: {Env: prod}}]
  loadBalancers: [{LoadBalancerName: front, ConnectionDraining: {Enabled: true, Timeout: 20}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: quarter
        ec2TagFilters: [{Key: Env, Value: prod}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {elbInfoList: [{name: front}]}
deploymentConfigs: [{deploymentConfigName: quarter, minimumHealthyHosts: {type: FLEET_PERCENT, value: 75}}]
revisions:
  v1:
    appspec: &spec
      version: 0.0
      os: linux
      hooks:
        ApplicationStart: [{location: start.sh, timeout: 300}]
        ValidateService: [{location: check.sh, timeout: 300}]
  v2:
    appspec: *spec
    scripts:
      start.sh: {takes: 20s..60s}
      check.sh: [{on: web-2..web-%d, deployment: 1, takes: 5s..9s, exit: 1}, {takes: 5s..9s}]
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 40s, fault: {terminate: [web-1, web-%d]}}
`, hosts, hosts/3, hosts)
}

// A page of a thousand hosts, each through thirteen events and many of them
// twice, is below 2 MB, and a picture below 1 MB.
func TestSize(t *testing.T) {
	w, title := run(t, written(t, fleet(1000)))
	if n := w.Journal().Len(); n < 30_000 {
		t.Fatalf("%d records are too few for a test", n)
	}
	d := page.Collect(w, title, nil)
	if n := len(html(t, d, page.Verdict{})); n >= 2_000_000 {
		t.Errorf("the page has %d bytes", n)
	} else {
		t.Logf("%d records in %d bytes", w.Journal().Len(), n)
	}
	if n := len(svg(t, d)); n >= 1_000_000 {
		t.Errorf("the picture has %d bytes", n)
	}
}

// Progress is told in pieces that add up to no more than the records.
func TestProgress(t *testing.T) {
	w, title := run(t, written(t, fleet(1000)))
	calls, sum := 0, int64(0)
	page.Collect(w, title, func(n int64) { calls, sum = calls+1, sum+n })
	if calls == 0 || sum > int64(w.Journal().Len()) || sum < int64(w.Journal().Len())/2 {
		t.Errorf("%d calls for %d of %d records", calls, sum, w.Journal().Len())
	}
}

// A scenario without hosts, deployments or records is a page all the same.
func TestEmpty(t *testing.T) {
	w, title := run(t, "no-instances")
	for name, text := range map[string][]byte{"html": html(t, page.Collect(w, title, nil), page.Verdict{}), "svg": svg(t, page.Collect(w, title, nil))} {
		if !strings.Contains(string(text), "NO_INSTANCES") {
			t.Errorf("the %s does not tell of NO_INSTANCES", name)
		}
	}
}

// The table of deployments says which alarm stopped one, and why it was not
// rolled back (CD-6.1, CD-5.2); of a rollback it names the other.
func TestRollbacksInWords(t *testing.T) {
	for scenario, want := range map[string][]string{
		"alarm-stops": {"stopped by alarm shop-errors", "not rolled back: its events do not name DEPLOYMENT_STOP_ON_ALARM"},
		"rollback":    {`<a href="#deployment-2">rolled back by d-`, `<a href="#deployment-1">rolls back d-`},
	} {
		w, title := run(t, scenario)
		text := string(html(t, page.Collect(w, title, nil), page.Verdict{}))
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s: the page does not say %q", scenario, words)
			}
		}
	}
}

// The picture marks what the page marks: calls, and who takes no requests. What
// is about hosts is left out where there are none.
func TestPictureMarks(t *testing.T) {
	w, title := run(t, "blue-green-copy")
	text := string(svg(t, page.Collect(w, title, nil)))
	for _, words := range []string{"call CreateDeployment at 0s", "takes no requests, 0s to 2m1s", "terminated at 13m6s"} {
		if !strings.Contains(text, words) {
			t.Errorf("the picture has no %q", words)
		}
	}
	w, title = run(t, "lambda-canary")
	d := page.Collect(w, title, nil)
	if strings.Contains(string(html(t, d, page.Verdict{})), "0 hosts") || d.Deployments[0].Hosts {
		t.Error("the page speaks of hosts where there are none")
	}
}
